import { type Static, t } from 'elysia'
import { PageOf } from '../../http/page.ts'
import { Instant } from '../../http/schema.ts'

export const RoleName = t.Union([
  t.Literal('owner'),
  t.Literal('admin'),
  t.Literal('member'),
  t.Literal('viewer'),
])
const Status = t.Union([t.Literal('active'), t.Literal('suspended')])

const AnyStatus = t.Union([t.Literal('active'), t.Literal('suspended'), t.Literal('removed')], {
  description: 'Lists have nobody who was removed.',
})

export const Member = t.Object({
  id: t.String(),
  user_id: t.String(),
  name: t.String(),
  email: t.String(),
  role: RoleName,
  status: AnyStatus,
  joined_at: Instant,
})

export const ListedMember = t.Object({
  ...Member.properties,
  last_active_at: t.Union([Instant, t.Null()], { description: 'When they did something here last.' }),
  has_second_factor: t.Union([t.Boolean(), t.Null()], {
    description: 'Whether signing in to their account takes one; null but for admins.',
  }),
})

export const Members = PageOf(ListedMember)

export const MemberChanges = t.Object({
  role: t.Optional(RoleName),
  status: t.Optional(Status),
})

export type Member = Static<typeof Member>
export type ListedMember = Static<typeof ListedMember>
export type MemberChanges = Static<typeof MemberChanges>
