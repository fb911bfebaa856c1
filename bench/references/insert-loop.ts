/**
 * Bare better-sqlite3: the raw events alone, without rollups, HTTP, checks or looking for the
 * people; the same table, indexes and durability. Each batch is one transaction.
 */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { temporaryFolder } from '../machine.ts'

interface Options {
  batch: number
  people: number
  seconds: number
}

const { batch, people, seconds }: Options = JSON.parse(process.argv[2] ?? '')
using folder = temporaryFolder()
const db = new Sqlite(join(folder.path, 'reference.sqlite'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('cache_size = -16000')
db.exec(`
  create table activity_events (
    organization_id text not null, id text not null, person_id text not null, verb text not null,
    core integer not null, occurred_at integer not null, received_at integer not null, properties text,
    primary key (organization_id, id));
  create index activity_events_person on activity_events (organization_id, person_id, occurred_at)`)
const insert = db.prepare('insert into activity_events values (?, ?, ?, ?, ?, ?, ?, ?)')
const organization = Bun.randomUUIDv7()
const known = Array.from({ length: people }, () => Bun.randomUUIDv7())
const insertBatch = db.transaction(() => {
  for (let i = 0; i < batch; i += 1) {
    const person = known[Math.floor(Math.random() * people)]
    const now = Date.now()
    insert.run(organization, Bun.randomUUIDv7(), person, 'document.edited', 1, now, now, null)
  }
})

const startedAt = performance.now()
let events = 0
const took: number[] = []
while (performance.now() < startedAt + seconds * 1000) {
  const begunAt = performance.now()
  insertBatch.immediate()
  took.push(performance.now() - begunAt)
  events += batch
}
const elapsed = (performance.now() - startedAt) / 1000
took.sort((a, b) => a - b)
const at = (share: number) => took[Math.ceil(share * took.length) - 1]
console.log(JSON.stringify({ rate: events / elapsed, p50_ms: at(0.5), p99_ms: at(0.99) }))
db.close()
