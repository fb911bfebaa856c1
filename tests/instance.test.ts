/** What anybody may know of an instance before signing in. */
import { expect, test } from 'bun:test'
import { version } from '../package.json'
import { onEachEngine, testApp } from './app.ts'
import { signUp } from './people.ts'

onEachEngine('An instance', (engine) => {
  test('says whether somebody has begun with it, and no more than a page of sign-in needs', async () => {
    await using app = await testApp(engine)
    const before = await app.get('/api/v1/instance')
    expect(before.status).toBe(200)
    expect(before.body).toEqual({
      ...{ first_run: true, signup: 'open', version, mail: false, demo: false },
      single_sign_on: null,
    })
    await signUp(app, 'ada')
    expect((await app.get('/api/v1/instance')).body.first_run).toBe(false)
  })

  test('says how one comes in, and whether it sends mail', async () => {
    await using app = await testApp(engine, { SIGNUP: 'invite', SMTP_URL: 'smtp://127.0.0.1:1' })
    expect((await app.get('/api/v1/instance')).body).toMatchObject({ signup: 'invite', mail: true })
  })
})
