import { expect, test } from 'bun:test'
import { readConfig } from '../src/config/env.ts'
import { StartError } from '../src/lib/start-error.ts'
import { assertSameSecret, replaceSecret } from '../src/operations/instance-secret.ts'
import { onEachEngine } from './app.ts'
import { failure, sharedDatabase, temporaryFolder, testDatabase } from './db/database.ts'

const FIRST = 'the first secret, which is long enough'
const SECOND = 'the second one, which is as long as it'

onEachEngine('The secret of an instance', (engine) => {
  const shared = sharedDatabase(engine)

  test('is the same for all processes on its database, until it is replaced on purpose', async () => {
    const { db } = await shared()
    const first = { db, config: readConfig({ APP_SECRET: FIRST }) }
    const second = { db, config: readConfig({ APP_SECRET: SECOND }) }
    await assertSameSecret(first)
    await assertSameSecret(first)
    const refusal = await failure(assertSameSecret(second))
    expect(refusal).toBeInstanceOf(StartError)
    expect(refusal.message).toMatch(
      /^APP_SECRET is not the secret .*All processes .*almanac secret replace\.$/,
    )
    expect(await replaceSecret(second)).toBe(true)
    expect(await replaceSecret(second)).toBe(false)
    await assertSameSecret(second)
    expect(await failure(assertSameSecret(first))).toBeInstanceOf(StartError)
  })

  test('is not what the database keeps', async () => {
    const { db } = await shared()
    await replaceSecret({ db, config: readConfig({ APP_SECRET: FIRST }) })
    const kept = await db.instance.read((q) => q.select().from(q.tables.instance_settings))
    expect(kept.map(({ key }) => key)).toContain('secret_fingerprint')
    expect(JSON.stringify(kept)).not.toContain(FIRST)
  })

  test('that was lost with its folder is refused with the usual cause', async () => {
    await using database = await testDatabase(engine)
    const { db } = database
    using kept = temporaryFolder()
    using empty = temporaryFolder()
    await assertSameSecret({ db, config: readConfig({ DATA_DIR: kept.path }) })
    const refusal = await failure(assertSameSecret({ db, config: readConfig({ DATA_DIR: empty.path }) }))
    expect(refusal.message).toMatch(/^DATA_DIR: \S+\/app-secret is not .*not mounted.*APP_SECRET/)
    await assertSameSecret({ db, config: readConfig({ DATA_DIR: kept.path }) })
  })

  test('is agreed on by processes that start at once: one of two is refused', async () => {
    await using database = await testDatabase(engine)
    await using other = await database.openAgain()
    const starts = await Promise.allSettled([
      assertSameSecret({ db: database.db, config: readConfig({ APP_SECRET: FIRST }) }),
      assertSameSecret({ db: other, config: readConfig({ APP_SECRET: SECOND }) }),
    ])
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
