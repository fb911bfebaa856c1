/** Counts messages of people. They are never taken back: one that is deleted was sent all the same. */
import { batchStatement } from '../../db/statement.ts'
import { CHAT_WINDOWS, windowDifferences } from './rolling-distinct.ts'
import { findPersonStates } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

const ofPerson = `organization_id = :organization_id and generation = :generation and person_id = r.person_id`

const findMessageDays = batchStatement({ person_id: 'text', day: 'int' })<
  { person_id: string; n: number | null; previous: number | null; next: number | null },
  { generation: number }
>(`
  select r.person_id, (select n from person_message_days where ${ofPerson} and day = r.day) as n,
    (select max(day) from person_message_days where ${ofPerson} and day < r.day) as previous,
    (select min(day) from person_message_days where ${ofPerson} and day > r.day) as next
  from :rows as r`)

const addToMessageDays = batchStatement({ person_id: 'text', day: 'int', n: 'int' })<
  never,
  { generation: number }
>(`
  insert into person_message_days (organization_id, generation, person_id, day, n)
  select :organization_id, cast(:generation as bigint), r.person_id, r.day, r.n from :rows as r where true
  on conflict (organization_id, generation, person_id, day) do update
  set n = person_message_days.n + excluded.n`)

interface Sent {
  person_id: string
  at: number
}

export async function addMessages(rollups: Rollups, sent: readonly Sent[]): Promise<void> {
  if (sent.length === 0) return
  const { tx, generation, days } = rollups
  const people = [...new Set(sent.map(({ person_id }) => person_id))].map((person_id) => ({ person_id }))
  const asked = tx.each(findPersonStates, people, { generation })
  // Nearly always one day; of several, each finds those before it.
  for (const [day, onDay] of Map.groupBy(sent, ({ at }) => days.dayOf(at))) {
    await addOnDay(rollups, day, onDay, asked)
  }
}

async function addOnDay(
  { tx, generation, deltas, sent: underway }: Rollups,
  day: number,
  sent: readonly Sent[],
  asked: Promise<{ person_id: string; built: number | boolean }[]>,
): Promise<void> {
  const all = [...Map.groupBy(sent, ({ person_id }) => person_id)].map(([person_id, own]) => {
    return { person_id, day, n: own.length }
  })
  const places = all.map(({ person_id }) => ({ person_id, day }))
  const [states, found] = await Promise.all([asked, tx.each(findMessageDays, places, { generation })])
  // Not built yet in a generation that is being built: the builder reads the messages.
  const built = new Set(states.filter((state) => state.built).map(({ person_id }) => person_id))
  const rows = all.filter(({ person_id }) => built.has(person_id))
  if (rows.length === 0) return
  underway.add(tx.each(addToMessageDays, rows, { generation }))
  const messages = rows.reduce((sum, { n }) => sum + n, 0)
  deltas.add(day, 'messages', messages)
  for (const { person_id, n, previous, next } of found) {
    if (n || !built.has(person_id)) continue
    deltas.add(day, 'chatters', 1)
    windowDifferences(day, previous, next, CHAT_WINDOWS.chat_d7, (on, by) => deltas.add(on, 'chat_d7', by))
  }
}
