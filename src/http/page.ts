/** Lists come in pages: `{ items, next_cursor }`, asked for with `limit` and `cursor`. */
import { type Static, type TSchema, t } from 'elysia'
import type { Cursors, ListName } from './cursor.ts'

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 200

export const PageQuery = t.Object({
  limit: t.Optional(t.Integer({ minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })),
  cursor: t.Optional(t.String({ maxLength: 1_000, description: '`next_cursor` of the page before.' })),
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

/**
 * A page of a list in the order of its ids.
 *
 * @param list The organization whose list it is, and which; a cursor is good for no other.
 * @param read The rows after an id, at most so many.
 * @throws InvalidCursorError
 */
export async function pageById<Row extends { id: string }>(
  cursors: Cursors,
  list: Omit<ListName, 'sort'>,
  { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  read: (afterId: string, limit: number) => Promise<Row[]>,
): Promise<Page<Row>> {
  const name = { ...list, sort: 'id' }
  const [afterId] = cursor === undefined ? [''] : cursors.read(name, cursor)
  const rows = await read(String(afterId), limit + 1)
  return cursors.page(name, rows, limit, ({ id }) => [id])
}
