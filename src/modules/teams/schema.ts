import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Id, Instant } from '../../http/schema.ts'

const Name = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Design'] })
const Description = t.String({ maxLength: 10_000 })

export const TeamRole = t.Union([t.Literal('lead'), t.Literal('member')])

export const Team = t.Object({
  id: t.String(),
  name: t.String(),
  description: t.String(),
  members: t.Integer({ minimum: 0, description: 'How many members it has.' }),
  created_at: Instant,
  updated_at: Instant,
})

export const Teams = PageOf(Team)

export const TeamsQuery = t.Object({
  ...PageQuery.properties,
  member_id: t.Optional(t.String({ ...Id, description: 'Only those in which this member is.' })),
})

export const NewTeam = t.Object(
  { name: Name, description: t.Optional(Description) },
  { examples: [{ name: 'Design', description: 'How it looks, and how it feels.' }] },
)

export const TeamChanges = t.Partial(t.Object({ name: Name, description: Description }))

export const TeamMember = t.Object({
  id: t.String({ description: "The member's." }),
  name: t.String(),
  email: t.String(),
  role: TeamRole,
  added_at: Instant,
})

export const TeamMembers = PageOf(TeamMember)

export const TeamMembership = t.Object({ role: TeamRole }, { examples: [{ role: 'member' }] })

export type TeamRole = Static<typeof TeamRole>
export type Team = Static<typeof Team>
export type TeamsQuery = Static<typeof TeamsQuery>
export type NewTeam = Static<typeof NewTeam>
export type TeamChanges = Static<typeof TeamChanges>
export type TeamMember = Static<typeof TeamMember>
