import { type Static, t } from 'elysia'
import { PageOf } from '../../http/page.ts'
import { Instant, OrNull } from '../../http/schema.ts'
import { Organization as OrganizationSchema } from '../auth/schema.ts'
import { RoleName } from '../members/schema.ts'

const COLOR = {
  description: '`#rrggbb`: of its public board, as far as it can be read there.',
  examples: ['#2e7d32'],
}

const REQUIRED = {
  description:
    'Whether members without a second factor are refused, but for their own account, until they have one. Owners decide.',
}

/** As those see it who work in it. */
export const OrganizationSettings = t.Composite([
  OrganizationSchema,
  t.Object({ color: OrNull(t.String(COLOR)), requires_second_factor: t.Boolean(REQUIRED) }),
])

export const OrganizationChanges = t.Object({
  name: t.Optional(t.String({ minLength: 1, maxLength: 200, pattern: '\\S' })),
  time_zone: t.Optional(t.String({ maxLength: 64, description: 'IANA zone', examples: ['Europe/Berlin'] })),
  color: t.Optional(OrNull(t.String({ ...COLOR, pattern: '^#[0-9a-f]{6}$' }))),
  requires_second_factor: t.Optional(t.Boolean(REQUIRED)),
})

/** Of the user who asks. */
export const OwnOrganization = t.Composite([
  OrganizationSchema,
  t.Object({ member_id: t.String(), role: RoleName }),
])

export const OwnOrganizations = PageOf(OwnOrganization)

const PlanName = t.Union([
  t.Literal('free'),
  t.Literal('basic'),
  t.Literal('premium'),
  t.Literal('enterprise'),
])

export const PlanChange = t.Object({ plan: PlanName })

export const InstanceOrganization = t.Object({
  id: t.String(),
  name: t.String(),
  slug: t.String(),
  plan: t.String(),
  created_at: Instant,
  members: t.Integer({ minimum: 0, description: 'Active ones.' }),
  last_active_at: OrNull(Instant, { description: 'When somebody did something there last.' }),
})

export const InstanceOrganizations = PageOf(InstanceOrganization)

export type Organization = Static<typeof OrganizationSchema>
export type OrganizationSettings = Static<typeof OrganizationSettings>
export type OrganizationChanges = Static<typeof OrganizationChanges>
export type OwnOrganization = Static<typeof OwnOrganization>
export type PlanChange = Static<typeof PlanChange>
export type InstanceOrganization = Static<typeof InstanceOrganization>
