import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { readCompletedWeeks } from './completed-weeks.ts'
import {
  changeProject,
  createProject,
  deleteProject,
  listProjects,
  readProject,
  summarizeProjects,
} from './projects.ts'
import {
  NewProject,
  Project,
  ProjectChanges,
  ProjectSummary,
  Projects,
  ProjectsQuery,
  ProjectWeeks,
  ProjectWeeksQuery,
} from './schema.ts'

const ById = t.Object({ id: t.String() })

export function projectRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/projects', tags: ['Work'] })
    .use(access)
    .get('', ({ query, principal }) => listProjects(context, principal, query), {
      requires: 'work.read',
      query: ProjectsQuery,
      response: { 200: Projects },
      detail: {
        summary: 'The projects that you may see',
        description: 'All without a team, your own, and those of your teams; admins and keys see all.',
      },
    })
    .get('/stats/summary', ({ principal }) => summarizeProjects(context, principal), {
      requires: 'work.read',
      response: { 200: ProjectSummary },
      detail: { summary: 'How many projects there are, of those that you may see' },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createProject(context, principal, body)),
      {
        requires: 'work.write',
        versioned: true,
        body: NewProject,
        response: { 201: Project },
        detail: {
          summary: 'Make a project',
          description:
            'It is yours unless you name another owner, and planned unless you name another status.',
        },
      },
    )
    .get('/:id', ({ params, principal }) => readProject(context, principal, params.id), {
      requires: 'work.read',
      versioned: true,
      params: ById,
      response: { 200: Project },
      detail: { summary: 'A project' },
    })
    .get(
      '/:id/stats/weeks',
      ({ params, query, principal }) => readCompletedWeeks(context, principal, params.id, query),
      {
        requires: 'work.read',
        params: ById,
        query: ProjectWeeksQuery,
        response: { 200: ProjectWeeks },
        detail: {
          summary: 'How many of its tasks were completed in each week',
          description: 'Local weeks, from Monday on. Of those that are done now and not in the trash.',
        },
      },
    )
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeProject(context, principal, params.id, body, ifMatch),
      {
        requires: 'work.write',
        versioned: true,
        params: ById,
        body: ProjectChanges,
        response: { 200: Project },
        detail: {
          summary: 'Change a project',
          description:
            'What is left out stays. With If-Match, only the version that has this ETag is changed. ' +
            'Another owner is named by the owner or an admin; another team by these or a lead of its team.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteProject(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: {
          summary: 'Put a project into the trash',
          description: 'By its owner, a lead of its team, or an admin.',
        },
      },
    )
}
