import { asc, desc, gt, lt, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** A part of a list in the order of its ids, which is that in which the rows were made. */
export interface IdPage {
  /** The last id seen; `null` at the beginning. */
  after: string | null
  newest_first: boolean
  limit: number
}

/** What a query for such a part is filtered and ordered by. */
export function byId(id: PgColumn, { after, newest_first }: IdPage): { unseen: SQL | undefined; order: SQL } {
  const beyond = newest_first ? lt : gt
  return {
    unseen: after === null ? undefined : beyond(id, after),
    order: newest_first ? desc(id) : asc(id),
  }
}
