import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../../http/schema.ts'
import { Code, NewOrganization, SignUp } from '../schema.ts'

export const BeginSingleSignOn = t.Object({
  organization: t.Optional(NewOrganization),
  invitation: SignUp.properties.invitation,
})

/** Before a way in is added or taken away. */
export const ProveIdentityOwner = t.Object({
  current_password: t.String({ maxLength: 200 }),
  code: t.Optional(Code),
})

export const SingleSignOnBegun = t.Object({
  authorization_url: t.String({ description: 'Of the provider: the browser is to go there.' }),
})

/** Everything that a provider adds to the address, and that matters here. */
export const FinishSingleSignOn = t.Object({
  state: t.String({ maxLength: 200 }),
  code: t.Optional(t.String({ maxLength: 4_000 })),
  iss: t.Optional(t.String({ maxLength: 500, description: 'Where the provider names itself (RFC 9207).' })),
  error: t.Optional(t.String({ maxLength: 200, description: 'In the place of the code.' })),
})

export const UserIdentity = t.Object({
  id: t.String({ description: 'UUIDv7' }),
  issuer: t.String({ description: 'The provider.' }),
  email: OrNull(t.String(), { description: 'As the provider said it last.' }),
  created_at: Instant,
  last_used_at: OrNull(Instant),
})

export const UserIdentities = t.Object({ items: t.Array(UserIdentity), next_cursor: t.Null() })

export type BeginSingleSignOn = Static<typeof BeginSingleSignOn>
export type ProveIdentityOwner = Static<typeof ProveIdentityOwner>
export type SingleSignOnBegun = Static<typeof SingleSignOnBegun>
export type FinishSingleSignOn = Static<typeof FinishSingleSignOn>
export type UserIdentity = Static<typeof UserIdentity>
