import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Instant } from '../../http/schema.ts'

export const TrashQuery = t.Object({
  limit: PageQuery.properties.limit,
  cursor: PageQuery.properties.cursor,
})

export const TrashItem = t.Object({
  id: t.String(),
  kind: t.Union([t.Literal('project'), t.Literal('task'), t.Literal('team'), t.Literal('comment')]),
  name: t.String({ description: 'Of a comment, how it begins.' }),
  deleted_at: Instant,
  deleted_by: t.String({ description: 'The member, or the API key.' }),
  gone_at: t.String({ format: 'date-time', description: 'When it will be deleted for good.' }),
})

export const Trash = PageOf(TrashItem)

export type TrashQuery = Static<typeof TrashQuery>
export type TrashItem = Static<typeof TrashItem>
