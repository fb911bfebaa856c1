/**
 * How many people were active last in each minute, so that those of the last 24 hours are counted without
 * looking at anybody: who was active in (now - 24 h, now] was active last in one of its minutes.
 *
 *   now - 24 h ▼                                           ▼ now
 *              ├─·─·─·─┼───────────┼── … ──┼───────────┼─·─┤
 *               minutes    hours                         minutes
 *
 * Each person counts in a row of a minute and in one of an hour, and moves to others with whatever they
 * do after everything they had done. Rows of whom all have moved on stay, with nobody in them, until the
 * next night.
 */
import type { Read, Write } from '../../db/handle.ts'
import { APART, batchStatement, statement } from '../../db/statement.ts'

export const MINUTE_MS = 60_000
/** In minutes. It balances the minutes within a span against the spans within a day. */
export const LONG_SPAN = 60

export interface LastActiveRow {
  span: number
  minute: number
  people: number
}

export class LastActive {
  readonly #spans = [1, LONG_SPAN].map((span) => ({ span, people: new Map<number, number>() }))

  /** A person was active last at one instant, and is now said to have been at another; `null` for never. */
  move(from: number | null, to: number | null): void {
    for (const { span, people } of this.#spans) {
      const [gone, come] = [from, to].map((at) => (at === null ? null : startOf(span, minuteOf(at))))
      if (gone === come) continue
      if (gone !== null && gone !== undefined) people.set(gone, (people.get(gone) ?? 0) - 1)
      if (come !== null && come !== undefined) people.set(come, (people.get(come) ?? 0) + 1)
    }
  }

  /** What changes, in one order: writers that take rows in the same order do not block each other. */
  rows(): LastActiveRow[] {
    return this.#spans.flatMap(({ span, people }) =>
      Array.from(people, ([minute, count]) => ({ span, minute, people: count }))
        .filter(({ people }) => people !== 0)
        .sort((one, other) => one.minute - other.minute),
    )
  }
}

export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS)
}

function startOf(span: number, minute: number): number {
  return Math.floor(minute / span) * span
}

const addToLastActive = batchStatement(
  { span: 'int', minute: 'int', people: 'int' },
  APART,
)<never, { generation: number }>(`
  insert into last_active (organization_id, generation, span, minute, people)
  select :organization_id, cast(:generation as bigint), r.span, r.minute, r.people
  from :rows as r where true
  on conflict (organization_id, generation, span, minute) do update
  set people = last_active.people + excluded.people`)

export async function addLastActive(tx: Write, generation: number, moved: LastActive): Promise<void> {
  await tx.each(addToLastActive, moved.rows(), { generation })
}

type Place = Pick<LastActiveRow, 'span' | 'minute'>
/** A long history of many people has tens of thousands. */
const ROWS_AT_ONCE = 2_000

const listAfter = statement<{ generation: number } & Place, LastActiveRow>(`
  select span, minute, people from last_active
  where organization_id = :organization_id and generation = :generation
    and (span, minute) > (:span, :minute)
  order by span, minute limit ${ROWS_AT_ONCE}`)

/** @param after `null` for the first. */
export async function listLastActive(
  q: Read,
  generation: number,
  after: LastActiveRow | null,
): Promise<LastActiveRow[]> {
  return q.all(listAfter, { generation, span: after?.span ?? 0, minute: after?.minute ?? 0 })
}

const deleteEmpty = statement(
  'delete from last_active where organization_id = :organization_id and people = 0',
)

/** Rows of nobody say the same as none. */
export async function tidyLastActive(tx: Write): Promise<void> {
  await tx.all(deleteEmpty)
}
