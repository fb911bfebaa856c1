import { type Static, t } from 'elysia'
import { LIMIT_CLASSES } from '../../config/rate-limits.ts'
import { Flag, Id as GivenId, Instant, OneOf, OrNull } from '../../http/schema.ts'

const Id = t.String({ description: 'UUIDv7' })

export const Email = t.String({ format: 'email', maxLength: 254, examples: ['ada@example.com'] })
const Name = t.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const NewPassword = t.String({ minLength: 8, maxLength: 200 })
export const Secret = t.String({ minLength: 1, maxLength: 200 })

export const NewOrganization = t.Object({
  name: Name,
  time_zone: t.String({ maxLength: 64, description: 'IANA zone', examples: ['Europe/Berlin'] }),
})

/** One of the two: an organization to found, or an invitation to one that there is. */
export const SignUp = t.Object(
  {
    email: Email,
    password: NewPassword,
    name: Name,
    organization: t.Optional(NewOrganization),
    invitation: t.Optional(t.String({ maxLength: 200, description: 'The token of an invitation.' })),
  },
  {
    examples: [
      {
        email: 'ada@example.com',
        password: 'correct horse battery',
        name: 'Ada',
        organization: { name: 'Bluebird', time_zone: 'Europe/Berlin' },
      },
    ],
  },
)

export const Code = t.String({
  minLength: 1,
  maxLength: 40,
  description: 'The six digits that your authenticator app shows, or a recovery code.',
})

export const SignIn = t.Object({
  email: t.String({ maxLength: 254 }),
  password: t.String({ maxLength: 200 }),
  code: t.Optional(Code),
  invitation: t.Optional(t.String({ maxLength: 200, description: 'The token of an invitation to accept.' })),
})

const SavedView = t.Object({
  name: t.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  address: t.String({ maxLength: 500, pattern: '^#/', description: 'Of the page, from # on.' }),
})

export const Preferences = t.Object(
  {
    language: OrNull(t.Union([t.Literal('en'), t.Literal('de')]), {
      description: 'Of the page; that of the browser where it is null.',
    }),
    theme: OrNull(t.Union([t.Literal('light'), t.Literal('dark')]), {
      description: 'As the system is where it is null.',
    }),
    single_keys: t.Boolean({ description: 'Whether single keys are commands.' }),
    views: t.Array(SavedView, { maxItems: 30 }),
  },
  { description: 'How the page at / is to be for them.' },
)

export const ChangeAccount = t.Object({
  name: t.Optional(Name),
  preferences: t.Optional(
    t.Partial(Preferences, { description: 'Those that are named; the others stay as they are.' }),
  ),
})

export const User = t.Object({
  id: Id,
  email: t.String(),
  name: t.String(),
  is_instance_admin: t.Boolean(),
  email_verified: t.Boolean(),
  preferences: Preferences,
  created_at: Instant,
})

export const Organization = t.Object({
  id: Id,
  name: t.String(),
  slug: t.String(),
  time_zone: t.String(),
  plan: t.String(),
  created_at: Instant,
})

export const Account = t.Object({
  user: User,
  organization: Organization,
  member: t.Object({ id: Id, role: t.String() }),
})

export const OwnAccountQuery = t.Object({
  limits: t.Optional({ ...Flag, description: '`true` adds how often you may still ask.' }),
})

const LimitLeft = t.Object({
  class: OneOf(LIMIT_CLASSES, { description: '`x-rate-limit` of a route.' }),
  limit: t.Integer({ description: 'Of the plan.' }),
  per: t.Union([t.Literal('s'), t.Literal('min'), t.Literal('h')]),
  remaining: t.Integer(),
  resets_at: OrNull(Instant, { description: 'When all is left again; null where all is left.' }),
})

export const OwnAccount = t.Object({
  ...Account.properties,
  limits: t.Optional(
    OrNull(t.Array(LimitLeft), {
      description:
        'With `limits=true`: of each class in which you are counted; null where there are no limits.',
    }),
  ),
})

export const SignedIn = t.Composite([
  Account,
  t.Object({
    access_token: t.String(),
    token_type: t.Literal('Bearer'),
    expires_in: t.Integer({ description: 'Seconds' }),
    refresh_token: t.String({ description: 'Works once, for new tokens.' }),
  }),
])

export const Refresh = t.Object({
  refresh_token: t.Optional(t.String({ maxLength: 200, description: 'Or the cookie of the same name.' })),
})

export const Session = t.Object({
  id: Id,
  created_at: Instant,
  last_used_at: Instant,
  user_agent: OrNull(t.String()),
  address: OrNull(t.String()),
  is_current: t.Boolean(),
})

export const Sessions = t.Object({ items: t.Array(Session), next_cursor: t.Null() })

export const ChangePassword = t.Object({
  current_password: t.String({ maxLength: 200 }),
  code: t.Optional(Code),
  new_password: NewPassword,
})
export const ResetPassword = t.Object({ token: Secret, new_password: NewPassword })
export const RequestReset = t.Object({ email: t.String({ maxLength: 254 }) })
export const VerifyEmail = t.Object({ token: Secret })
export const SwitchOrganization = t.Object({ organization_id: GivenId })

export type NewOrganization = Static<typeof NewOrganization>
export type SignUp = Static<typeof SignUp>
export type SignIn = Static<typeof SignIn>
export type OwnAccount = Static<typeof OwnAccount>
export type OwnAccountQuery = Static<typeof OwnAccountQuery>
export type Account = Static<typeof Account>
export type SignedIn = Static<typeof SignedIn>
export type Session = Static<typeof Session>
export type Preferences = Static<typeof Preferences>
export type ChangeAccount = Static<typeof ChangeAccount>
export type ChangePassword = Static<typeof ChangePassword>
export type ResetPassword = Static<typeof ResetPassword>
