import { Elysia, t } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { changeJob, createJob, deleteJob, jobsInBulk, listJobs, readJob } from './jobs.ts'
import { Job, JobChanges, Jobs, JobsQuery, JobsToChange, NewJob, NewJobs, WrittenJobs } from './schema.ts'

const ById = t.Object({ id: t.String() })

export function jobRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/jobs', tags: ['Hiring'] })
    .use(access)
    .get('', ({ query, principal }) => listJobs(context, principal, query), {
      requires: 'hiring.read',
      query: JobsQuery,
      response: { 200: Jobs },
      detail: {
        summary: 'The jobs that you may see',
        description: 'All that are open, and those that you own or review; admins and keys see all.',
      },
    })
    .post('', async ({ body, principal, status }) => status(201, await createJob(context, principal, body)), {
      requires: 'hiring.write',
      versioned: true,
      body: NewJob,
      response: { 201: Job },
      detail: {
        summary: 'Make a job',
        description: 'It is yours unless you name another owner, and a draft unless you open it.',
      },
    })
    .post(
      '/bulk',
      async ({ body, principal, status }) =>
        status(201, { jobs: await jobsInBulk.createMany(context, principal, body.jobs) }),
      {
        requires: 'hiring.write',
        body: NewJobs,
        response: { 201: WrittenJobs },
        detail: {
          summary: 'Make up to 100 jobs, all or none',
          description: 'If one of them cannot be made, none is, and `results` says why, of each.',
        },
      },
    )
    .patch(
      '/bulk',
      async ({ body, principal }) => ({ jobs: await jobsInBulk.changeMany(context, principal, body.jobs) }),
      {
        requires: 'hiring.write',
        keyed: true,
        body: JobsToChange,
        response: { 200: WrittenJobs },
        detail: {
          summary: 'Change up to 100 jobs, all or none',
          description:
            'Each as it would be by itself. If one of them cannot be changed, none is, and `results` says why.',
        },
      },
    )
    .get('/:id', ({ params, principal }) => readJob(context, principal, params.id), {
      requires: 'hiring.read',
      versioned: true,
      params: ById,
      response: { 200: Job },
      detail: { summary: 'A job' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeJob(context, principal, params.id, body, ifMatch),
      {
        requires: 'hiring.write',
        versioned: true,
        params: ById,
        refuses: [409],
        body: JobChanges,
        response: { 200: Job },
        detail: {
          summary: 'Change, open, pause or close a job',
          description:
            'By its owner or an admin. What is left out stays. With If-Match, only the version that has this ' +
            'ETag is changed. A status that cannot follow is refused with those that can.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteJob(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'hiring.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: {
          summary: 'Put a job into the trash',
          description: 'By its owner or an admin. Its applications go with it, and come back with it.',
        },
      },
    )
}
