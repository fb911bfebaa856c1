import { type Static, t } from 'elysia'
import { PageOf } from '../../http/page.ts'
import { Instant } from '../../http/schema.ts'
import { RoleName } from '../members/schema.ts'

export const NewInvitation = t.Object({
  email: t.String({ format: 'email', maxLength: 254, examples: ['grace@example.com'] }),
  role: RoleName,
})

export const Invitation = t.Object({
  id: t.String(),
  email: t.String(),
  role: RoleName,
  invited_by: t.String({ description: 'The id of a member, or of an API key.' }),
  created_at: Instant,
  expires_at: Instant,
})

export const Invitations = PageOf(Invitation)

export const InvitationCreated = t.Composite([
  Invitation,
  t.Object({ token: t.String({ description: 'For the invited one alone. Shown this once.' }) }),
])

export const AcceptInvitation = t.Object({
  token: t.String({ minLength: 1, maxLength: 200, description: 'The token of the invitation.' }),
})

export const Membership = t.Object({
  organization_id: t.String(),
  member_id: t.String(),
  role: RoleName,
})

export type NewInvitation = Static<typeof NewInvitation>
export type Invitation = Static<typeof Invitation>
export type InvitationCreated = Static<typeof InvitationCreated>
export type Membership = Static<typeof Membership>
