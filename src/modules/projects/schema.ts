import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Flag, Id, Instant, OrNull } from '../../http/schema.ts'

const Name = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['A new landing page'] })
const Description = t.String({ maxLength: 100_000 })
const Status = t.Union([
  t.Literal('planning'),
  t.Literal('active'),
  t.Literal('on_hold'),
  t.Literal('completed'),
  t.Literal('archived'),
])
const LocalDate = t.String({ description: 'A local date.', examples: ['2026-03-08'] })

export const Project = t.Object({
  id: t.String(),
  name: t.String(),
  description: t.String(),
  status: Status,
  owner_id: OrNull(t.String({ description: "A member's." })),
  team_id: OrNull(t.String({ description: 'Whose members see it; everybody where there is none.' })),
  starts_on: OrNull(t.String()),
  ends_on: OrNull(t.String()),
  overdue: t.Boolean({ description: 'Its last day is over, and it is neither completed nor archived.' }),
  created_at: Instant,
  updated_at: Instant,
})

export const ProjectTasks = t.Object(
  {
    todo: t.Integer({ minimum: 0 }),
    in_progress: t.Integer({ minimum: 0 }),
    done: t.Integer({ minimum: 0 }),
    cancelled: t.Integer({ minimum: 0 }),
    late: t.Integer({ minimum: 0, description: 'Of the open ones.' }),
  },
  { description: 'How many tasks it has, with `tasks=true`.' },
)

export const ListedProject = t.Object({ ...Project.properties, tasks: t.Optional(ProjectTasks) })

export const Projects = PageOf(ListedProject)

export const ProjectsQuery = t.Object({
  ...PageQuery.properties,
  status: t.Optional(Status),
  owner_id: t.Optional(Id),
  team_id: t.Optional(Id),
  overdue: t.Optional(Flag),
  tasks: t.Optional({ ...Flag, description: '`true` adds to each how many tasks it has.' }),
})

export const ProjectWeeksQuery = t.Object({
  weeks: t.Optional(
    t.Integer({ minimum: 1, maximum: 53, default: 12, description: 'How many, up to this one.' }),
  ),
})

const ProjectWeek = t.Object({
  from: t.String({ format: 'date', description: 'A Monday.' }),
  to: t.String({ format: 'date' }),
  completed: t.Integer({ minimum: 0, description: 'Tasks that are done, and were completed in it.' }),
  complete: t.Boolean({ description: 'Whether the week is over.' }),
})

export const ProjectWeeks = t.Object({
  time_zone: t.String(),
  weeks: t.Array(ProjectWeek, { description: 'The oldest first.' }),
})

export const NewProject = t.Object(
  {
    name: Name,
    description: t.Optional(Description),
    status: t.Optional(Status),
    owner_id: t.Optional(OrNull(Id)),
    team_id: t.Optional(OrNull(Id)),
    starts_on: t.Optional(OrNull(LocalDate)),
    ends_on: t.Optional(OrNull(LocalDate)),
  },
  { examples: [{ name: 'A new landing page', status: 'active', ends_on: '2026-12-24' }] },
)

export const ProjectChanges = t.Partial(NewProject, { examples: [{ status: 'completed' }] })

export const ProjectSummary = t.Object({
  total: t.Integer({ minimum: 0 }),
  by_status: t.Object({
    planning: t.Integer({ minimum: 0 }),
    active: t.Integer({ minimum: 0 }),
    on_hold: t.Integer({ minimum: 0 }),
    completed: t.Integer({ minimum: 0 }),
    archived: t.Integer({ minimum: 0 }),
  }),
  overdue: t.Integer({ minimum: 0 }),
})

export type ProjectStatus = Static<typeof Status>
export type Project = Static<typeof Project>
export type ProjectTasks = Static<typeof ProjectTasks>
export type ListedProject = Static<typeof ListedProject>
export type ProjectWeeksQuery = Static<typeof ProjectWeeksQuery>
export type ProjectWeeks = Static<typeof ProjectWeeks>
export type ProjectsQuery = Static<typeof ProjectsQuery>
export type NewProject = Static<typeof NewProject>
export type ProjectChanges = Static<typeof ProjectChanges>
export type ProjectSummary = Static<typeof ProjectSummary>
