import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import {
  NewTeam,
  Team,
  TeamChanges,
  TeamMember,
  TeamMembers,
  TeamMembership,
  Teams,
  TeamsQuery,
} from './schema.ts'
import { listTeamMembers, putInTeam, takeOutOfTeam } from './team-members.ts'
import { changeTeam, createTeam, deleteTeam, listTeams, readTeam } from './teams.ts'

const ById = t.Object({ id: t.String() })
const OfMember = t.Object({ id: t.String(), member_id: t.String() })

export function teamRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/teams', tags: ['Work'] })
    .use(access)
    .get('', ({ query, principal }) => listTeams(context, principal, query), {
      requires: 'work.read',
      query: TeamsQuery,
      response: { 200: Teams },
      detail: { summary: 'The teams of the organization' },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createTeam(context, principal, body)),
      {
        requires: 'work.write',
        versioned: true,
        body: NewTeam,
        response: { 201: Team },
        detail: { summary: 'Make a team', description: 'Whoever makes it leads it.' },
      },
    )
    .get('/:id', ({ params, principal }) => readTeam(context, principal, params.id), {
      requires: 'work.read',
      versioned: true,
      params: ById,
      response: { 200: Team },
      detail: { summary: 'A team' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeTeam(context, principal, params.id, body, ifMatch),
      {
        requires: 'work.write',
        versioned: true,
        params: ById,
        body: TeamChanges,
        response: { 200: Team },
        detail: {
          summary: 'Change a team',
          description:
            'By its leads and by admins. With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteTeam(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: { summary: 'Put a team into the trash', description: 'By its leads and by admins.' },
      },
    )
    .get(
      '/:id/members',
      ({ params, query, principal }) => listTeamMembers(context, principal, params.id, query),
      {
        requires: 'work.read',
        params: ById,
        query: PageQuery,
        response: { 200: TeamMembers },
        detail: { summary: 'Who is in a team' },
      },
    )
    .put(
      '/:id/members/:member_id',
      ({ params, body, principal }) => putInTeam(context, principal, params.id, params.member_id, body.role),
      {
        requires: 'work.write',
        params: OfMember,
        body: TeamMembership,
        response: { 200: TeamMember },
        detail: {
          summary: 'Add a member to a team, or change the role there',
          description: 'By its leads and by admins.',
        },
      },
    )
    .delete(
      '/:id/members/:member_id',
      async ({ params, principal, status }) => {
        await takeOutOfTeam(context, principal, params.id, params.member_id)
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        params: OfMember,
        response: { 204: t.Void() },
        detail: {
          summary: 'Take a member out of a team',
          description: 'By its leads and by admins, or oneself.',
        },
      },
    )
}
