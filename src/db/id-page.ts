import { asc, desc, gt, lt, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Slot } from './query.ts'

/** A part of a list in the order of its ids, which is that in which the rows were made. */
export interface IdPage {
  /** The last id seen; `null` at the beginning. */
  after: string | null
  newest_first: boolean
  limit: number
}

/**
 * What a query for such a part is filtered and ordered by:
 *
 *   const selectTeams = query((q, page: Slots<PageValues>, variant: PageVariant) => {
 *     const { unseen, order } = inPage(q.tables.teams.id, page, variant)
 *     return q.select(…).from(…).where(and(…, unseen)).orderBy(order).limit(page.limit)
 *   })
 *   await selectTeams(q, ...pageOf(page))
 */
export function inPage(
  id: PgColumn,
  { after }: { after: Slot<string> | Slot<number> },
  { newest_first, continues }: PageVariant,
): { unseen: SQL | undefined; order: SQL } {
  const beyond = newest_first ? lt : gt
  return {
    unseen: continues ? beyond(id, after) : undefined,
    order: newest_first ? desc(id) : asc(id),
  }
}

export type PageValues = { after: string; limit: number }

/** A page that continues a list begins after an id, and the first one with the list. */
export type PageVariant = { newest_first: boolean; continues: boolean }

export function pageOf({ after, newest_first, limit }: IdPage): [PageValues, PageVariant] {
  return [
    { after: after ?? '', limit },
    { newest_first, continues: after !== null },
  ]
}
