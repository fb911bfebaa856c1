/** A process that does not hear what the others change serves nothing that it remembers. */
import { describe, expect, test } from 'bun:test'
import { databaseUrlOf } from '../src/config/database-url.ts'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { outsider } from './db/database.ts'
import { faultyNetwork } from './faulty-network.ts'
import { apiKey, signUp } from './people.ts'

const DASHBOARD = '/api/v1/metrics/dashboard'
const ME = '/api/v1/auth/me'

describe('With a connection on which notices vanish', () => {
  test('what is revoked elsewhere ends within a moment, kept answers with it, until it hears again', async () => {
    await using there = await testApp('postgres')
    await using network = await faultyNetwork(databaseUrlOf(there.config))
    await using here = await testApp('postgres', {
      DATA_DIR: there.config.data_dir,
      DATABASE_URL: network.url,
    })
    const ada = await signUp(there, 'ada')
    const grace = await signUp(there, 'grace')
    const key = await apiKey(there, grace, 'read', 'ingest')
    expect((await here.get(ME, ada)).status).toBe(200)
    expect(await keeps(here, key)).toBe(true)

    network.swallow(({ isListening }) => isListening)
    await there.post('/api/v1/auth/signout', { token: ada.token })
    await there.post('/api/v1/events', { key, json: { id: 'one', person: 'ada', verb: 'went' } })
    await eventually(async () => (await here.get(ME, ada)).status === 401)
    // Grace, and whom she has just reported.
    expect((await here.get(DASHBOARD, { key })).body.user_metrics.total_users).toBe(2)
    expect(await keeps(here, key)).toBe(false)

    network.pass()
    await eventually(() => keeps(here, key))
  })
})

onEachEngine('A process that was halted', (engine) => {
  test('knows when it goes on that it has heard nothing meanwhile', async () => {
    await using app = await testApp(engine)
    await using outside = await outsider(databaseUrlOf(app.config))
    const ada = await signUp(app, 'ada')
    expect((await app.get(ME, ada)).status).toBe(200)
    await outside.query('update sessions set expires_at = 0')
    // Nothing of this process runs meanwhile, no timer either.
    Bun.sleepSync(1_100)
    expect((await app.get(ME, ada)).status).toBe(401)
  })
})

/** Whether the second of two questions is answered from what is kept. */
async function keeps(app: TestApp, key: string): Promise<boolean> {
  await app.get(DASHBOARD, { key })
  return (await app.get(DASHBOARD, { key })).body.cache_metadata.cache_hit
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    if (await isSo()) return
    await Bun.sleep(100)
  }
  throw new Error('It has not become so.')
}
