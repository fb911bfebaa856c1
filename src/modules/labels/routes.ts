import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import { changeLabel, createLabel, deleteLabel, listLabels, readLabel } from './labels.ts'
import { Label, LabelChanges, Labels, NewLabel } from './schema.ts'

const params = t.Object({ id: t.String() })

export function labelRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/labels', tags: ['Work'] })
    .use(access)
    .get('', ({ query, principal }) => listLabels(context, principal, query), {
      requires: 'work.read',
      query: PageQuery,
      response: { 200: Labels },
      detail: { summary: 'The labels that have a colour' },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createLabel(context, principal, body)),
      {
        requires: 'work.write',
        refuses: [409],
        versioned: true,
        body: NewLabel,
        response: { 201: Label },
        detail: { summary: 'Give a label its colour', description: 'No two have one name, in any case.' },
      },
    )
    .get('/:id', ({ params, principal }) => readLabel(context, principal, params.id), {
      requires: 'work.read',
      versioned: true,
      params,
      response: { 200: Label },
      detail: { summary: 'A label' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeLabel(context, principal, params.id, body, ifMatch),
      {
        requires: 'work.write',
        refuses: [409],
        versioned: true,
        params,
        body: LabelChanges,
        response: { 200: Label },
        detail: { summary: 'Change a label', description: 'Another name changes no task.' },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteLabel(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        versioned: true,
        params,
        response: { 204: t.Void() },
        detail: { summary: 'Delete a label', description: 'Tasks keep it by its name.' },
      },
    )
}
