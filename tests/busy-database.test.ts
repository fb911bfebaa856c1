/** Somebody else holds the database: everybody is answered, and all goes on when they let go. */
import { describe, expect, test } from 'bun:test'
import { databaseUrlOf } from '../src/config/database-url.ts'
import { asRequest } from '../src/db/time-limits.ts'
import { type Answer, ENGINES, type TestApp, testApp } from './app.ts'
import { insert, outsider, stored, testDatabase } from './db/database.ts'
import { faultyNetwork } from './faulty-network.ts'
import { signUp } from './people.ts'

const TASKS = '/api/v1/tasks'

for (const engine of ENGINES) {
  describe.concurrent(`While a program of somebody else holds what is to be written [${engine}]`, () => {
    test.concurrent('writers are told to come again, readers read, and afterwards all is well', async () => {
      await using app = await testApp(engine)
      const ada = await signUp(app, 'ada')
      await using outside = await outsider(databaseUrlOf(app.config))
      await outside.query(engine === 'sqlite' ? 'begin exclusive' : 'begin')
      if (engine === 'postgres') await outside.query('lock table tasks in exclusive mode')
      const crowd = Array.from({ length: 20 }, (_, i) => add(app, ada.token, `task ${i}`))
      expect((await app.get(TASKS, ada)).body.items).toEqual([])
      for (const answer of await Promise.all(crowd)) expectRefusal(answer, 'database_busy')
      await outside.query('rollback')
      expect((await add(app, ada.token, 'afterwards')).status).toBe(201)
      const { items } = (await app.get(TASKS, ada)).body
      expect(items.map(({ title }: { title: string }) => title)).toEqual(['afterwards'])
    })
  })
}

describe.concurrent('While nobody answers from the database', () => {
  test.concurrent('everybody else is answered, and when it is back all is well', async () => {
    await using there = await testApp('postgres')
    await using network = await faultyNetwork(databaseUrlOf(there.config))
    await using app = await testApp('postgres', {
      DATA_DIR: there.config.data_dir,
      DATABASE_URL: network.url,
    })
    const ada = await signUp(app, 'ada')
    network.swallow()
    const waiting = [
      add(app, ada.token, 'lost'),
      app.get(TASKS, ada),
      app.get('/api/v1/metrics/dashboard', ada),
      app.post('/api/v1/auth/signin', { json: { email: ada.email, password: ada.password } }),
    ]
    for (const answer of await Promise.all(waiting)) {
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    network.pass()
    expect((await add(app, ada.token, 'afterwards')).status).toBe(201)
  })
})

for (const engine of ENGINES) {
  describe.concurrent(`A list of events whose database becomes busy [${engine}]`, () => {
    test.concurrent('is told that nothing of it is stored, and may be sent again', async () => {
      await using app = await testApp(engine)
      const ada = await signUp(app, 'ada')
      await using outside = await outsider(databaseUrlOf(app.config))
      const hold = engine === 'sqlite' ? ['begin immediate'] : ['begin', 'lock table activity_events']
      for (const sql of hold) await outside.query(sql)
      const events = Array.from({ length: 1_000 }, (_, i) => ({ id: `${i}`, person: 'p', verb: 'v' }))
      const send = () => app.post('/api/v1/events', { token: ada.token, json: events })
      const refused = await send()
      expectRefusal(refused, 'database_busy')
      expect(refused.body.detail).toContain('nothing was changed')
      await outside.query('rollback')
      expect((await send()).body).toMatchObject({ accepted: 1_000, duplicates: 0 })
    })
  })
}

/** Each of its transactions alone would have the time. */
test('A request has one end, however many transactions it is made of', async () => {
  await using database = await testDatabase('sqlite')
  const { db } = database
  const done: string[] = []
  const request = asRequest(performance.now() - 8_900, async () => {
    await db.instance.write(async (tx) => insert(tx, 'first'))
    done.push('first')
    await Bun.sleep(150)
    await db.instance.write(async (tx) => insert(tx, 'second'))
  })
  expect(await request.catch((error) => error.code)).toBe('database_busy')
  expect(done).toEqual(['first'])
  expect(await stored(db, '')).toEqual(['first'])
})

function add(app: TestApp, token: string, title: string): Promise<Answer> {
  return app.post(TASKS, { token, json: { title } })
}

function expectRefusal({ status, headers, body }: Answer, code: string): void {
  expect({ status, code: body.code }).toEqual({ status: 503, code })
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  expect(body.detail).not.toContain('locked')
}
