import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import { changeAlert, createAlert, deleteAlert, listAlerts, readAlert } from './alerts.ts'
import { listFirings, previewAlert } from './firings.ts'
import {
  AlertFirings,
  AlertFiringsQuery,
  AlertPreview,
  AlertPreviewRequest,
  MetricAlert,
  MetricAlertChanges,
  MetricAlerts,
  NewMetricAlert,
} from './schema.ts'

const params = t.Object({ id: t.String() })

export function alertRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/metrics/alerts', tags: ['Metrics'] })
    .use(access)
    .get('', ({ query, principal }) => listAlerts(context, principal, query), {
      requires: 'metrics.read',
      query: PageQuery,
      response: { 200: MetricAlerts },
      detail: { summary: 'The alerts on metrics' },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createAlert(context, principal, body)),
      {
        requires: 'metrics.write',
        refuses: [409],
        versioned: true,
        body: NewMetricAlert,
        response: { 201: MetricAlert },
        detail: {
          summary: 'Watch a metric',
          description:
            'Evaluated when a local day is closed, from today on: docs/alerts.md says how. An organization has at most 100.',
        },
      },
    )
    .get('/firings', ({ query, principal }) => listFirings(context, principal, query), {
      requires: 'metrics.read',
      query: AlertFiringsQuery,
      response: { 200: AlertFirings },
      detail: { summary: 'What alerts have told' },
    })
    .post('/preview', ({ body, principal }) => previewAlert(context, principal, body), {
      requires: 'metrics.read',
      limit: 'metrics.statistics',
      unkeyed: true,
      body: AlertPreviewRequest,
      response: { 200: AlertPreview },
      detail: {
        summary: 'What an alert would have told',
        description: 'Of the last 90 days that have ended, by the same rules.',
      },
    })
    .get('/:id', ({ params, principal }) => readAlert(context, principal, params.id), {
      requires: 'metrics.read',
      versioned: true,
      params,
      response: { 200: MetricAlert },
      detail: { summary: 'An alert' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeAlert(context, principal, params.id, body, ifMatch),
      {
        requires: 'metrics.write',
        versioned: true,
        params,
        body: MetricAlertChanges,
        response: { 200: MetricAlert },
        detail: {
          summary: 'Change, pause or resume an alert',
          description: 'With another metric or condition, and when it is resumed, it watches from today on.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteAlert(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'metrics.write',
        versioned: true,
        params,
        response: { 204: t.Void() },
        detail: { summary: 'Delete an alert, with what it has told' },
      },
    )
}
