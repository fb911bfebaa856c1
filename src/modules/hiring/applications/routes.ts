import { Elysia, t } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import {
  applicationsInBulk,
  changeApplication,
  createApplication,
  deleteApplication,
  listStageChanges,
  readApplication,
} from './applications.ts'
import { listApplications } from './list-applications.ts'
import {
  Application,
  ApplicationChanges,
  Applications,
  ApplicationsQuery,
  ApplicationsToChange,
  NewApplication,
  NewApplications,
  StageChanges,
  WrittenApplications,
} from './schema.ts'

const ById = t.Object({ id: t.String() })

export function applicationRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/applications', tags: ['Hiring'] })
    .use(access)
    .get('', ({ query, principal }) => listApplications(context, principal, query), {
      requires: 'candidates.read',
      query: ApplicationsQuery,
      response: { 200: Applications },
      detail: {
        summary: 'The applications that you may see',
        description: 'For jobs that you own or review; admins see all.',
      },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createApplication(context, principal, body)),
      {
        requires: 'candidates.write',
        versioned: true,
        refuses: [403, 404, 409],
        body: NewApplication,
        response: { 201: Application },
        detail: {
          summary: 'Enter an application by hand',
          description:
            'By the owner of the job or an admin, of a candidate or of somebody who becomes one by name and address.',
        },
      },
    )
    .post(
      '/bulk',
      async ({ body, principal, status }) =>
        status(201, {
          applications: await applicationsInBulk.createMany(context, principal, body.applications),
        }),
      {
        requires: 'candidates.write',
        body: NewApplications,
        response: { 201: WrittenApplications },
        detail: {
          summary: 'Make up to 100 applications, all or none',
          description: 'If one of them cannot be made, none is, and `results` says why, of each.',
        },
      },
    )
    .patch(
      '/bulk',
      async ({ body, principal }) => ({
        applications: await applicationsInBulk.changeMany(context, principal, body.applications),
      }),
      {
        requires: 'candidates.write',
        keyed: true,
        body: ApplicationsToChange,
        response: { 200: WrittenApplications },
        detail: {
          summary: 'Change up to 100 applications, all or none',
          description:
            'Each as it would be by itself. If one of them cannot be changed, none is, and `results` says why.',
        },
      },
    )
    .get('/:id', ({ params, principal }) => readApplication(context, principal, params.id), {
      requires: 'candidates.read',
      versioned: true,
      params: ById,
      response: { 200: Application },
      detail: { summary: 'An application' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) =>
        changeApplication(context, principal, params.id, body, ifMatch),
      {
        requires: 'candidates.write',
        versioned: true,
        params: ById,
        refuses: [409],
        body: ApplicationChanges,
        response: { 200: Application },
        detail: {
          summary: 'Move an application to another stage',
          description:
            'By the owner of the job or an admin. With If-Match, only the version that has this ETag is changed. ' +
            'A stage that cannot follow is refused with those that can.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteApplication(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'candidates.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: {
          summary: 'Put an application into the trash',
          description: 'By the owner of the job or an admin.',
        },
      },
    )
    .get('/:id/stages', ({ params, principal }) => listStageChanges(context, principal, params.id), {
      requires: 'candidates.read',
      params: ById,
      response: { 200: StageChanges },
      detail: { summary: 'In which stages an application was, and how long in each' },
    })
}
