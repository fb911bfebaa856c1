/** Counts a message of a person. It is never taken back: one that is deleted was sent all the same. */
import { statement } from '../../db/statement.ts'
import { CHAT_WINDOWS, windowDifferences } from './rolling-distinct.ts'
import { findPersonStates } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

type DayOfPerson = { generation: number; person_id: string; day: number }

const ofPerson = `organization_id = :organization_id and generation = :generation and person_id = :person_id`

const findMessageDay = statement<
  DayOfPerson,
  { n: number | null; previous: number | null; next: number | null }
>(`
  select (select n from person_message_days where ${ofPerson} and day = :day) as n,
    (select max(day) from person_message_days where ${ofPerson} and day < :day) as previous,
    (select min(day) from person_message_days where ${ofPerson} and day > :day) as next`)

const addToMessageDay = statement<DayOfPerson>(`
  insert into person_message_days (organization_id, generation, person_id, day, n)
  values (:organization_id, :generation, :person_id, :day, 1)
  on conflict (organization_id, generation, person_id, day) do update set n = person_message_days.n + 1`)

export async function addMessage(rollups: Rollups, person_id: string, at: number): Promise<void> {
  const { tx, generation, days, deltas } = rollups
  const [state] = await tx.each(findPersonStates, [{ person_id }], { generation })
  // Not built yet in a generation that is being built: the builder reads the messages.
  if (!state?.built) return
  const day = days.dayOf(at)
  const [found] = await tx.all(findMessageDay, { generation, person_id, day })
  await tx.all(addToMessageDay, { generation, person_id, day })
  deltas.add(day, 'messages', 1)
  if (found?.n) return
  deltas.add(day, 'chatters', 1)
  windowDifferences(day, found?.previous ?? null, found?.next ?? null, CHAT_WINDOWS.chat_d7, (on, by) =>
    deltas.add(on, 'chat_d7', by),
  )
}
