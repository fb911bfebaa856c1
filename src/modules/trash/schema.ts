import { type Static, t } from 'elysia'
import { MANY } from '../../http/bulk.ts'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Id, Instant, OneOf } from '../../http/schema.ts'

export const TrashQuery = t.Object({
  limit: PageQuery.properties.limit,
  cursor: PageQuery.properties.cursor,
})

export const TrashToRestore = t.Object({ ids: t.Array(Id, MANY) }, { examples: [{ ids: ['…'] }] })

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
  return { TrashQuery, TrashToRestore, TrashItem, Trash: PageOf(TrashItem) }
}

export type TrashQuery = Static<typeof TrashQuery>
export type TrashItem = Static<ReturnType<typeof trashSchemas>['TrashItem']>
