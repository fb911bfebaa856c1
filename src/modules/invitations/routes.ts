import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { sessionOf } from '../auth/session-of.ts'
import { acceptAsUser } from './accept-invitation.ts'
import { invite, listInvitations, withdrawInvitation } from './invitations.ts'
import { AcceptInvitation, InvitationCreated, Invitations, Membership, NewInvitation } from './schema.ts'

export function invitationRoutes(
  context: Pick<Base, 'db' | 'clock' | 'newId' | 'config' | 'cursors'> & { mailer: Mailer },
) {
  return new Elysia({ prefix: '/api/v1/invitations', tags: ['Identity'] })
    .use(access)
    .post('', async ({ body, principal, status }) => status(201, await invite(context, principal, body)), {
      requires: 'invitations.write',
      refuses: [409],
      body: NewInvitation,
      response: { 201: InvitationCreated },
      detail: {
        summary: 'Invite somebody',
        description: 'Inviting an address again replaces the invitation. It lasts seven days.',
      },
    })
    .get('', ({ query, principal }) => listInvitations(context, principal, query), {
      requires: 'invitations.read',
      query: PageQuery,
      response: { 200: Invitations },
      detail: { summary: 'The invitations that nobody has accepted yet' },
    })
    .delete(
      '/:id',
      async ({ params, principal, status }) => {
        await withdrawInvitation(context, principal, params.id)
        return status(204, undefined)
      },
      {
        requires: 'invitations.write',
        params: t.Object({ id: t.String() }),
        response: { 204: t.Void() },
        detail: { summary: 'Take an invitation back' },
      },
    )
    .post('/accept', ({ body, principal }) => acceptAsUser(context, sessionOf(principal), body.token), {
      requires: 'account',
      refuses: [409],
      body: AcceptInvitation,
      response: { 200: Membership },
      detail: {
        summary: 'Accept an invitation',
        description: 'By the user with the invited address. The session stays in its organization.',
      },
    })
}
