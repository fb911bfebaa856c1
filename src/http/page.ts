/** Lists come in pages: `{ items, next_cursor }`, asked for with `limit`, `cursor` and `sort`. */
import { type Static, type TSchema, t } from 'elysia'
import type { IdPage } from '../db/id-page.ts'
import type { Cursors, ListName, Position } from '../lib/paging/cursors.ts'

export const DEFAULT_LIMIT = 50
const MAX_LIMIT = 200

export const PageQuery = t.Object({
  limit: t.Optional(t.Integer({ minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })),
  cursor: t.Optional(t.String({ maxLength: 1_000, description: '`next_cursor` of the page before.' })),
  sort: t.Optional(
    t.Union([t.Literal('created_at'), t.Literal('-created_at')], {
      default: 'created_at',
      description: 'The oldest first, or with `-` the newest.',
    }),
  ),
  count: t.Optional(
    t.Union([t.Literal('true'), t.Literal('false')], {
      default: 'false',
      description: '`true` adds `total`, the number of all items on all pages.',
    }),
  ),
})

export type PageQuery = Static<typeof PageQuery>

export function PageOf<T extends TSchema>(item: T) {
  return t.Object({
    items: t.Array(item),
    next_cursor: t.Union([t.String(), t.Null()], { description: 'null on the last page.' }),
    total: t.Optional(t.Integer({ description: 'With `count=true`.' })),
  })
}

/** Of what is found by its texts. */
export const Incomplete = t.Optional(
  t.Literal(true, {
    description:
      'Only there where texts wait that could not be indexed in time, so that some may be missing that came or changed last. Ask again in a minute.',
  }),
)

/** As it goes out. @param lacksTexts See `Read` in db/handle.ts. */
export function completeness(lacksTexts: boolean): { incomplete?: true } {
  return lacksTexts ? { incomplete: true } : {}
}

export interface Page<T> {
  items: T[]
  next_cursor: string | null
  total?: number
}

interface ListSource<Row> {
  read(page: IdPage): Promise<Row[]>
  /** Where the list may be asked for its total. */
  count?(): Promise<number>
}

interface OrderedSource<Row> {
  read(page: { after: Position | null; limit: number }): Promise<Row[]>
  positionOf(row: Row): Position
  /** Where the list may be asked for its total. */
  count?(): Promise<number>
}

/**
 * A page of a list in the order in which its things were made.
 *
 * @param list The organization whose list it is, and which; a cursor is good for no other.
 * @throws InvalidCursorError
 */
export async function pageById<Row extends { id: string }>(
  cursors: Cursors,
  list: Omit<ListName, 'sort'>,
  query: PageQuery,
  { read, count }: ListSource<Row>,
): Promise<Page<Row>> {
  const { sort = 'created_at' } = query
  const newest_first = sort.startsWith('-')
  return pageBy(cursors, { ...list, sort }, query, {
    read: ({ after, limit }) => read({ after: after && String(after[0]), newest_first, limit }),
    positionOf: ({ id }) => [id],
    ...(count && { count }),
  })
}

/**
 * A page of a list in an order of its own.
 *
 * @throws InvalidCursorError
 */
export async function pageBy<Row>(
  cursors: Cursors,
  name: ListName,
  { limit = DEFAULT_LIMIT, cursor, count }: Omit<PageQuery, 'sort'>,
  source: OrderedSource<Row>,
): Promise<Page<Row>> {
  const after = cursor === undefined ? null : cursors.read(name, cursor)
  const rows = await source.read({ after, limit: limit + 1 })
  const page = cursors.page(name, rows, limit, source.positionOf)
  return count === 'true' && source.count ? { ...page, total: await source.count() } : page
}
