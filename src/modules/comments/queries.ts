import type { Read, Write } from '../../db/handle.ts'
import type { IdPage } from '../../db/id-page.ts'
import type { Schema } from '../../db/schema.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import type { Thing } from '../../resources/resource.ts'
import type { CommentRow, Place } from './subject.ts'

export type CommentQueries = ReturnType<typeof commentQueries>

/**
 * The same for each table of comments, written once for it when its module is loaded.
 *
 * @param parent The column that names what a comment is on.
 */
export function commentQueries(table: keyof Schema, parent: string) {
  const columns = `id, ${parent} as parent_id, author_id, api_key_id, body, created_at, edited_at`
  const ofParent = `organization_id = :organization_id and ${parent} = :parent_id and deleted_at is null`
  const one = `${ofParent} and id = :id`
  const select = `select ${columns} from ${table} where ${ofParent}`
  type PageOf = { parent_id: string; after: string; limit: number }
  const oldestFirst = statement<PageOf, CommentRow>(`${select} and id > :after order by id limit :limit`)
  const newestFirst = statement<PageOf, CommentRow>(`${select} and id < :after order by id desc limit :limit`)
  const find = statement<{ parent_id: string; id: string }, CommentRow>(
    `select ${columns} from ${table} where ${one}`,
  )
  const count = statement<{ parent_id: string }, { total: number }>(
    `select count(*) as total from ${table} where ${ofParent}`,
  )
  const insert = statement<{ [Name in keyof CommentRow]: CommentRow[Name] }>(`
    insert into ${table} (organization_id, id, ${parent}, author_id, api_key_id, body, created_at, edited_at)
    values (:organization_id, :id, :parent_id, :author_id, :api_key_id, :body, :created_at, :edited_at)`)
  type Edit = { parent_id: string; id: string; body: string; edited_at: number; seen_at: number }
  const update = statement<Edit, { id: string }>(`
    update ${table} set body = :body, edited_at = :edited_at
    where ${one} and coalesce(edited_at, created_at) = :seen_at returning id`)
  const discard = statement<{ parent_id: string; id: string; deleted_at: number; deleted_by: string }>(`
    update ${table} set deleted_at = :deleted_at, deleted_by = :deleted_by where ${one}`)
  return {
    list: (q: Read, parent_id: string, { after, newest_first, limit }: IdPage) =>
      newest_first
        ? q.all(newestFirst, { parent_id, limit, after: after ?? LAST })
        : q.all(oldestFirst, { parent_id, limit, after: after ?? '' }),
    count: async (q: Read, parent_id: string) => Number((await q.all(count, { parent_id }))[0]?.total ?? 0),
    find: async (q: Read, { parent_id, id }: Place) => (await q.all(find, { parent_id, id }))[0] ?? null,
    insert: (tx: Write, row: CommentRow) => tx.all(insert, { ...row }),
    /** @returns Whether it was still the version that was seen. */
    update: async (tx: Write, seen: CommentRow, { body, edited_at }: { body: string; edited_at: number }) => {
      const { parent_id, id } = seen
      return (await tx.all(update, { parent_id, id, body, edited_at, seen_at: versionOf(seen) })).length > 0
    },
    /** Puts it into the trash. */
    discard: (tx: Write, { parent_id, id }: Place, deleted: { deleted_at: number; deleted_by: string }) =>
      tx.all(discard, { parent_id, id, ...deleted }),
  }
}

/** Behind every id, whose letters end with f, in whatever collation. */
const LAST = 'g'

/** No two versions share an instant, so that it tells them apart. */
export function versionOf({ edited_at, created_at }: CommentRow): number {
  return edited_at ?? created_at
}

const WANTED = { live: 'c.deleted_at is null', trashed: 'c.deleted_at is not null', all: 'true' }

/**
 * On which thing each of them is, which may be known already; those in the trash are left out, unless the
 * table has none.
 */
export function placesOf(table: keyof Schema, parent: string, which: keyof typeof WANTED = 'live') {
  const isWanted = WANTED[which]
  const select = `
    select c.id, c.${parent} as parent_id from :rows as r
    join ${table} c on c.organization_id = :organization_id and c.id = r.id`
  const known = batchStatement({ id: 'text', parent_id: 'text' })<Place>(
    `${select} and c.${parent} = r.parent_id where ${isWanted}`,
  )
  const unknown = batchStatement({ id: 'text' })<Place>(`${select} where ${isWanted}`)
  return async (q: Read, things: readonly Thing[]): Promise<Place[]> => {
    const places = things.map(({ id, parent_id = null }) => ({ id, parent_id }))
    const [some, others] = [
      places.filter((one) => one.parent_id !== null),
      places.filter((one) => one.parent_id === null),
    ]
    const found = some.length === 0 ? [] : await q.each(known, some)
    return others.length === 0
      ? found
      : [
          ...found,
          ...(await q.each(
            unknown,
            others.map(({ id }) => ({ id })),
          )),
        ]
  }
}
