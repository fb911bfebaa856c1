import { expect, test } from 'bun:test'
import type { Fact } from '../../src/db/facts.ts'
import type { Recorder, Write } from '../../src/db/handle.ts'
import { batchStatement } from '../../src/db/statement.ts'
import { onEachEngine } from '../app.ts'
import { stored, type TestDatabase, testDatabase } from './database.ts'

const HERE = 'here'
/** Writes down each fact: one that moved twice would break the rule that names are unique. */
const writeDown: Recorder = async (tx, facts) => {
  for (const fact of facts) {
    const name = 'id' in fact ? `moved-${fact.id}` : 'moved-at-once'
    await tx.insert(tx.tables.cron_jobs).values({ name, started_at: 1 })
  }
}
const changed = (id: string) => ({ kind: 'person', id, verb: 'changed' })
const TAKEN_BACK: Fact = { type: 'activities_deleted', activities: [] }

const insertName = batchStatement({ name: 'text' })(
  'insert into cron_jobs (name, started_at) select r.name, 1 from :rows as r',
)
/** As the last that a commit takes along: nobody waits for it. */
const sendLast: Recorder = async (tx, facts) => {
  const names = facts.map((fact) => ('id' in fact ? fact.id.replace('NUL', '\0') : ''))
  for (const name of names) tx.send(tx.each(insertName, [{ name }]))
}

onEachEngine('Facts that wait for the end', (engine) => {
  const write = (db: TestDatabase['db'], ...ids: string[]) =>
    db.for(HERE).write(async (tx) => {
      for (const id of ids) await tx.record(changed(id))
    })

  test('move once each, and those of a writer that fails do not', async () => {
    await using database = await testDatabase(engine, writeDown)
    const { db } = database
    const failing = db.for(HERE).write(async (tx) => {
      await tx.record(changed('lost'))
      throw new Error('no luck')
    })
    const ends = await Promise.allSettled([write(db, 'a', 'b'), failing, write(db, 'c')])
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await stored(db, 'moved')).toEqual(['moved-a', 'moved-b', 'moved-c'])
  })

  // Its savepoint took along what others of the same commit had recorded before.
  test('move, too, where one who needed them moved at once was rolled back', async () => {
    await using database = await testDatabase(engine, writeDown)
    const { db } = database
    const failing = () =>
      db.for(HERE).write(async (tx) => {
        await tx.record(TAKEN_BACK)
        throw new Error('no luck')
      })
    // The first write takes longer, and may be a commit by itself.
    await write(db, '0')
    await Promise.allSettled([write(db, 'a'), failing(), write(db, 'b')])
    expect(await stored(db, 'moved')).toEqual(['moved-0', 'moved-a', 'moved-b'])
  })

  test('have moved before what cannot wait, and before whoever locks the organization or its people', async () => {
    await using database = await testDatabase(engine, writeDown)
    const { db } = database
    const found: Record<string, number> = {}
    const look = (name: string, need: (tx: Write) => Promise<void>) => () =>
      db.for(HERE).write(async (tx) => {
        await need(tx)
        const { cron_jobs } = tx.tables
        found[name] = (await tx.select({ name: cron_jobs.name }).from(cron_jobs)).length
      })
    const steps = [
      ...[() => write(db, 'a'), look('organization', (tx) => tx.can.lockOrganization(tx))],
      ...[() => write(db, 'b'), look('people', (tx) => tx.lock('people', ['p'], 'update'))],
      ...[() => write(db, 'c'), look('taken back', (tx) => tx.record(TAKEN_BACK))],
    ]
    // All in one commit, where writers commit together.
    if (engine === 'sqlite') await Promise.all(steps.map((step) => step()))
    else for (const step of steps) await step()
    expect(found).toEqual({ organization: 1, people: 2, 'taken back': 4 })
  })

  test('fail what they come with where they cannot move, though nobody waits for that', async () => {
    await using database = await testDatabase(engine, sendLast)
    const { db } = database
    await write(db, 'sent-first')
    // What is there already, what cannot be stored, and both of them before what could be.
    for (const id of ['sent-first', 'sent-NUL']) {
      const body = async (tx: Write) => {
        await tx.each(insertName, [{ name: 'sent-along' }])
        await tx.record(changed(id))
        await tx.record(changed('sent-after'))
      }
      expect(
        await db
          .for(HERE)
          .write(body)
          .then(String, () => 'refused'),
      ).toBe('refused')
    }
    expect(await stored(db, 'sent')).toEqual(['sent-first'])
  })
})
