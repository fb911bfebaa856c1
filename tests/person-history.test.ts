import { expect, test } from 'bun:test'
import Sqlite from 'better-sqlite3'
import { databaseUrlOf } from '../src/config/database-url.ts'
import { compileForSqlite } from '../src/db/statement.ts'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import { listEventsAfter } from '../src/metrics/rebuild/read-person-history.ts'
import { importEvents } from './activity.ts'
import { onEachEngine, sharedApp, testApp } from './app.ts'
import { signUp } from './people.ts'

const MINUTE = 60_000

onEachEngine("A person's history", (engine) => {
  const app = sharedApp(engine)

  test('is whole also where it takes many pages, with many events at one instant', async () => {
    const ada = await signUp(await app(), 'history-ada')
    const now = (await app()).clock.at
    const events = Array.from({ length: 5_300 }, (_, i) => ({
      id: `e${i}`,
      person: 'busy',
      at: now - (i < 5_100 ? 40 : i) * MINUTE,
      core: i % 3 === 0,
    }))
    await importEvents(await app(), ada, events)
    const report = await checkRollups((await app()).context, ada.organization_id, () => {})
    expect(report).toMatchObject({ people: 2, drifts: 0, examples: [] })
  }, 60_000)
})

// SQLite knows nothing of how the values are spread, and took the index of everybody's events by time:
// a recount read all of them again for each person.
test('is read by the index that begins with the person', async () => {
  await using app = await testApp('sqlite')
  const database = new Sqlite(databaseUrlOf(app.config), { readonly: true })
  const { sql, parameters } = compileForSqlite(listEventsAfter.text)
  const plan = database.prepare(`explain query plan ${sql}`).all(...parameters.map(() => 1))
  database.close()
  expect(JSON.stringify(plan)).toContain('USING INDEX activity_events_person (organization_id=?')
})
