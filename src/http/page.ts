/** Lists come in pages: `{ items, next_cursor }`, asked for with `limit` and `cursor`. */
import { type Static, type TSchema, t } from 'elysia'

export const DEFAULT_LIMIT = 50
const MAX_LIMIT = 200

export const PageQuery = t.Object({
  limit: t.Optional(t.Integer({ minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })),
  cursor: t.Optional(t.String({ maxLength: 200, description: '`next_cursor` of the page before.' })),
})

export type PageQuery = Static<typeof PageQuery>

export function PageOf<T extends TSchema>(item: T) {
  return t.Object({
    items: t.Array(item),
    next_cursor: t.Union([t.String(), t.Null()], { description: 'null on the last page.' }),
  })
}

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

/** @param rows In the order of their ids, one more than `limit` where there are more. */
export function pageOf<T extends { id: string }>(rows: T[], limit: number): Page<T> {
  const items = rows.slice(0, limit)
  return { items, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
