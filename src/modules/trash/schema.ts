import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Instant, OneOf } from '../../http/schema.ts'

export const TrashQuery = t.Object({
  limit: PageQuery.properties.limit,
  cursor: PageQuery.properties.cursor,
})

/** @param kinds Of what goes into the trash. */
export function trashSchemas(kinds: readonly string[]) {
  const TrashItem = t.Object({
    id: t.String(),
    kind: OneOf(kinds),
    name: t.String({ description: 'Of a comment, how it begins.' }),
    deleted_at: Instant,
    deleted_by: t.String({ description: 'The member, or the API key.' }),
    gone_at: t.String({ format: 'date-time', description: 'When it will be deleted for good.' }),
  })
  return { TrashQuery, TrashItem, Trash: PageOf(TrashItem) }
}

export type TrashQuery = Static<typeof TrashQuery>
export type TrashItem = Static<ReturnType<typeof trashSchemas>['TrashItem']>
