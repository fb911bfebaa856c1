/** Jobs, candidates and applications. */
import type { ToolDeclaration } from '../tool.ts'

const APPLICATION = { params: { id: 'application_id' } }

export const HIRING: readonly ToolDeclaration[] = [
  {
    name: 'list_jobs',
    title: 'List jobs',
    description: 'Jobs that you may see, open or not. Long descriptions are cut: get_job has the whole.',
    route: 'GET /api/v1/jobs',
  },
  {
    ...{ params: { id: 'job_id' } },
    name: 'get_job',
    title: 'Get a job',
    description: 'One job with its description and what applicants are asked.',
    route: 'GET /api/v1/jobs/:id',
  },
  {
    name: 'list_candidates',
    title: 'List candidates',
    description: 'People who applied, or might: personal data of people outside the organization.',
    route: 'GET /api/v1/candidates',
  },
  {
    name: 'list_applications',
    title: 'List applications',
    description: 'Applications for the jobs that you own or review, by job, candidate or stage.',
    route: 'GET /api/v1/applications',
  },
  {
    ...APPLICATION,
    name: 'get_application',
    title: 'Get an application',
    description: 'One application with its message and answers.',
    route: 'GET /api/v1/applications/:id',
  },
  {
    ...APPLICATION,
    name: 'list_application_notes',
    title: 'List notes on an application',
    description: 'What reviewers wrote about an application.',
    route: 'GET /api/v1/applications/:id/notes',
    without: ['count'],
  },
  {
    ...APPLICATION,
    name: 'move_application',
    title: 'Move an application',
    description:
      'Move an application to another stage; with `rejected`, `rejection_reason` says why. A stage that cannot follow is refused with those that can.',
    route: 'PATCH /api/v1/applications/:id',
    without: ['source'],
    undo: 'previous',
  },
  {
    ...APPLICATION,
    name: 'note_on_application',
    title: 'Write a note on an application',
    description: 'Write a note for the reviewers of an application. `<@ID>` mentions a member, who is told.',
    route: 'POST /api/v1/applications/:id/notes',
    undo: 'delete',
  },
]
