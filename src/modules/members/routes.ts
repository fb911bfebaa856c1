import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import type { Resource } from '../../resources/resource.ts'
import { sessionOf } from '../auth/session-of.ts'
import { changeMember, leave, listMembers, readMember, removeMember } from './members.ts'
import { Member, MemberChanges, Members } from './schema.ts'

const ById = t.Object({ id: t.String() })

export function memberRoutes(
  context: Pick<Base, 'db' | 'clock' | 'cursors'> & { resources: readonly Resource[] },
) {
  return new Elysia({ prefix: '/api/v1/members', tags: ['Identity'] })
    .use(access)
    .get('', ({ query, principal }) => listMembers(context, principal, query), {
      requires: 'members.read',
      query: PageQuery,
      response: { 200: Members },
      detail: { summary: 'The members of the organization' },
    })
    .get('/:id', ({ params, principal }) => readMember(context, principal, params.id), {
      requires: 'members.read',
      params: ById,
      response: { 200: Member },
      detail: { summary: 'A member', description: 'Also one who was removed, with the status `removed`.' },
    })
    .patch('/:id', ({ params, body, principal }) => changeMember(context, principal, params.id, body), {
      requires: 'members.write',
      refuses: [409],
      params: ById,
      body: MemberChanges,
      response: { 200: Member },
      detail: {
        summary: 'Change the role of a member, suspend, or let in again',
        description: 'Takes effect at once. Owners are made and changed by owners only; the last one stays.',
      },
    })
    .delete(
      '/:id',
      async ({ params, principal, status }) => {
        await removeMember(context, principal, params.id)
        return status(204, undefined)
      },
      {
        requires: 'members.write',
        refuses: [409],
        params: ById,
        response: { 204: t.Void() },
        detail: {
          summary: 'Remove a member',
          description: 'What the member did stays, and so does what is assigned to them, under their name.',
        },
      },
    )
    .post(
      '/leave',
      async ({ principal, status }) => {
        await leave(context, sessionOf(principal))
        return status(204, undefined)
      },
      {
        requires: 'account',
        refuses: [409],
        response: { 204: t.Void() },
        detail: { summary: 'Leave the organization', description: 'The last owner cannot.' },
      },
    )
}
