import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { kindsOf, type Resource } from '../../resources/resource.ts'
import { TrashKinds } from './queries.ts'
import { trashSchemas } from './schema.ts'
import { listTrashItems, purgeItem, restoreItem, restoreItems } from './trash.ts'

const ById = t.Object({ id: t.String() })

export function trashRoutes({
  db,
  clock,
  cursors,
  resources,
}: Pick<Base, 'db' | 'clock' | 'cursors'> & { resources: readonly Resource[] }) {
  const context = { db, clock, cursors, trash: new TrashKinds(resources) }
  const { TrashQuery, TrashToRestore, Trash } = trashSchemas(kindsOf(resources, 'trash'))
  return new Elysia({ prefix: '/api/v1/trash', tags: ['Work'] })
    .use(access)
    .get('', ({ query, principal }) => listTrashItems(context, principal, query), {
      requires: 'work.write',
      query: TrashQuery,
      response: { 200: Trash },
      detail: {
        summary: 'What was deleted',
        description:
          'The newest first, for 30 days: what you have deleted yourself, and might delete still; admins and keys see all.',
      },
    })
    .post(
      '/bulk-restore',
      async ({ body, principal, status }) => {
        await restoreItems(context, principal, body.ids)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        body: TrashToRestore,
        response: { 204: t.Void() },
        detail: {
          summary: 'Bring up to a hundred things back, all or none',
          description:
            'Of whatever kinds, one after the other: first what others belong to. If one of them cannot come back, none does, and `results` says why.',
        },
      },
    )
    .post(
      '/:id/restore',
      async ({ params, principal, status }) => {
        await restoreItem(context, principal, params.id)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        refuses: [409],
        params: ById,
        response: { 204: t.Void() },
        detail: { summary: 'Bring something back' },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, status }) => {
        await purgeItem(context, principal, params.id)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        refuses: [409],
        params: ById,
        response: { 204: t.Void() },
        detail: { summary: 'Delete something for good' },
      },
    )
}
