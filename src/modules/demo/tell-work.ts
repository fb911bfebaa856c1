/** Teams, projects, tasks and comments of a story, with what is in the trash. */

import type { SessionPrincipal } from '../../access/principal.ts'
import { changeProject, createProject, deleteProject } from '../projects/projects.ts'
import { taskComments } from '../tasks/comments/comments.ts'
import { shareTask } from '../tasks/shares/task-parts.ts'
import { changeTask, createTask, deleteTask } from '../tasks/tasks.ts'
import { putInTeam } from '../teams/team-members.ts'
import { createTeam, deleteTeam } from '../teams/teams.ts'
import { type Cast, isAbove, isSame, memberAt, memberOf, textWithMentions, writers } from './cast.ts'
import { Chance } from './chance.ts'
import { planTasks, type TaskPlan } from './plan-tasks.ts'
import type { Timeline } from './timeline.ts'

const BEGAN_DAYS_AGO = 88

/** Ids of what was made, by its place in the story. */
interface Made {
  teams: string[]
  projects: string[]
}

export function tellWork(cast: Cast, timeline: Timeline): void {
  const made: Made = { teams: [], projects: [] }
  const chance = new Chance(`${cast.story.team}: work`)
  const began = cast.hours.ago(BEGAN_DAYS_AGO)
  tellTeams(cast, timeline, made, began)
  tellProjects(cast, timeline, made, began)
  for (const plan of planTasks(cast.story, cast.hours, chance)) tellTask(cast, timeline, made, plan, chance)
  tellTrash(cast, timeline)
}

function tellTeams(cast: Cast, timeline: Timeline, made: Made, began: number): void {
  const { past, story } = cast
  const founder = memberAt(cast, 0)
  for (const [place, { name, description, members }] of story.teams.entries()) {
    timeline.add(began + place * 60_000, async () => {
      const [leader = 0, ...others] = members
      const team = await createTeam(past, memberAt(cast, leader), { name, description })
      made.teams[place] = team.id
      for (const one of others)
        await putInTeam(past, founder, team.id, memberAt(cast, one).member_id, 'member')
    })
  }
}

function tellProjects(cast: Cast, timeline: Timeline, made: Made, began: number): void {
  const { past, story, hours } = cast
  for (const [place, { name, text, status, team, ends_in }] of story.projects.entries()) {
    const owner = memberAt(cast, team === undefined ? place % 2 : (story.teams[team]?.members[0] ?? 0))
    const at = began + (10 + place) * 60_000
    timeline.add(at, async () => {
      const { id } = await createProject(past, owner, {
        ...{ name, description: text, team_id: team === undefined ? null : (made.teams[team] ?? null) },
        starts_on: hours.date(-BEGAN_DAYS_AGO),
        ends_on: ends_in === undefined ? null : hours.date(ends_in),
      })
      made.projects[place] = id
    })
    const turn = (daysAgo: number, to: typeof status) =>
      timeline.add(hours.after(at, BEGAN_DAYS_AGO - daysAgo), () =>
        changeProject(past, owner, made.projects[place] ?? '', { status: to }, null),
      )
    if (status === 'planning') continue
    turn(BEGAN_DAYS_AGO - 3, 'active')
    if (status !== 'active') turn(Math.max(1, -(ends_in ?? -30)), status)
  }
}

function tellTask(cast: Cast, timeline: Timeline, made: Made, plan: TaskPlan, chance: Chance): void {
  const { past, story } = cast
  const team = plan.project === null ? undefined : story.projects[plan.project]?.team
  const inTeam =
    team === undefined ? writers(cast) : (story.teams[team]?.members ?? []).map((one) => memberAt(cast, one))
  const creator = chance.pick(inTeam)
  const assignee = assigneeOf(cast, plan, inTeam, chance)
  let id = ''
  timeline.add(plan.created_at, async () => {
    const { title, priority, labels, due_on, project } = plan
    const task = await createTask(past, creator, {
      ...{ title, priority, labels, due_on, description: descriptionOf(cast, plan) },
      project_id: project === null ? null : (made.projects[project] ?? null),
      assignee_id: assignee?.member_id ?? null,
    })
    id = task.id
  })
  const doer = assignee ?? creator
  const turn = (at: number | null, status: TaskPlan['status']) => {
    if (at !== null) timeline.add(at, () => changeTask(past, doer, id, { status }, null))
  }
  turn(plan.started_at, 'in_progress')
  turn(plan.ended_at, plan.status)
  tellTalk(cast, timeline, plan, { creator, doer, id: () => id })
  if (plan.project === null && chance.next() < 0.4)
    shareWithTeam(cast, timeline, plan, made, creator, () => id)
}

/** Whoever looks at the demo has things to do, too. */
function assigneeOf(
  { you }: Cast,
  { status }: TaskPlan,
  inTeam: readonly SessionPrincipal[],
  chance: Chance,
) {
  if (status === 'todo' && chance.next() < 0.25) return null
  return chance.next() < 0.25 ? you : chance.pick(inTeam)
}

function descriptionOf({ story }: Cast, { title, project }: TaskPlan): string {
  if (project === null) return ''
  const { name, text } = story.projects[project] ?? { name: '', text: '' }
  return `${title}.\n\nPart of "${name}": ${text}`
}

interface Told {
  creator: SessionPrincipal
  doer: SessionPrincipal
  id: () => string
}

/** Who would not see the task has it shared with them first. */
function tellTalk(cast: Cast, timeline: Timeline, plan: TaskPlan, { creator, doer, id }: Told): void {
  const { past, hours, story } = cast
  let at = plan.started_at ?? plan.created_at
  for (const [speaker, text] of story.talk[plan.title] ?? []) {
    const author = memberOf(cast, speaker)
    at = hours.after(at, cast.hours.chance.between(0.1, 3))
    timeline.add(at, async () => {
      if (!isAbove(author) && !isSame(author, creator) && !isSame(author, doer)) {
        await shareTask(past, creator, id(), { kind: 'member', id: author.member_id }, 'edit')
      }
      await taskComments.create(past, author, id(), { body: textWithMentions(cast, text) })
    })
  }
}

function shareWithTeam(
  { past, hours }: Cast,
  timeline: Timeline,
  plan: TaskPlan,
  made: Made,
  creator: SessionPrincipal,
  id: () => string,
): void {
  timeline.add(hours.after(plan.created_at, 0.1), () =>
    shareTask(past, creator, id(), { kind: 'team', id: made.teams[0] ?? '' }, 'view'),
  )
}

/** Made and deleted within what the trash keeps. */
function tellTrash(cast: Cast, timeline: Timeline): void {
  const { past, hours, story, you } = cast
  const { tasks, project, comment } = story.trash
  const founder = memberAt(cast, 0)
  const deleting = (
    made: number,
    gone: number,
    make: () => Promise<{ id: string }>,
    drop: (id: string) => Promise<void>,
  ) => {
    let id = ''
    const at = hours.ago(made)
    timeline.add(at, async () => {
      id = (await make()).id
    })
    timeline.add(hours.after(at, made - gone), () => drop(id))
  }
  for (const [i, title] of tasks.entries()) {
    const make = () => createTask(past, founder, { title, labels: ['idea'] })
    deleting(20 + 5 * i, 3 + 6 * i, make, (id) => deleteTask(past, founder, id, null))
  }
  const makeProject = () => createProject(past, you, { name: project, description: 'A nice idea for later.' })
  deleting(40, 8, makeProject, (id) => deleteProject(past, you, id, null))
  const makeTeam = () => createTeam(past, founder, { name: 'Events', description: 'Meetups and talks.' })
  deleting(60, 12, makeTeam, (id) => deleteTeam(past, founder, id, null))
  let task_id = ''
  const makeComment = async () => {
    task_id = (
      await createTask(past, founder, { title: 'Collect ideas for the next quarter', labels: ['idea'] })
    ).id
    return taskComments.create(past, founder, task_id, { body: comment })
  }
  deleting(6, 5, makeComment, (id) => taskComments.discard(past, founder, { parent_id: task_id, id }, null))
}
