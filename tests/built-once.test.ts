/** Building a query costs several times what SQLite takes to run it: what is asked again is not built again. */
import { expect, test } from 'bun:test'
import { PgDatabase } from 'drizzle-orm/pg-core'
import { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import {
  createProject,
  listProjects,
  readProject,
  summarizeProjects,
} from '../src/modules/projects/projects.ts'
import { changeTasks } from '../src/modules/tasks/bulk/bulk-tasks.ts'
import { taskComments } from '../src/modules/tasks/comments/comments.ts'
import { listTasks } from '../src/modules/tasks/list/list-tasks.ts'
import { task as taskResource } from '../src/modules/tasks/resource.ts'
import type { TasksQuery } from '../src/modules/tasks/schema.ts'
import { serveTask } from '../src/modules/tasks/serve-task.ts'
import { listShares, listStatusChanges, shareTask } from '../src/modules/tasks/shares/task-parts.ts'
import { summarizeTasks } from '../src/modules/tasks/summary/summarize-tasks.ts'
import { changeTask, createTask, deleteTask } from '../src/modules/tasks/tasks.ts'
import { listTeamMembers, putInTeam } from '../src/modules/teams/team-members.ts'
import { changeTeam, createTeam, listTeams, readTeam } from '../src/modules/teams/teams.ts'
import { TrashKinds } from '../src/modules/trash/queries.ts'
import { listTrashItems } from '../src/modules/trash/trash.ts'
import { namesSeen, readAsker } from '../src/resources/visible.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'
import { joinAs, principalOf } from './teams.ts'

const BUILDER = ['select', 'selectDistinct', 'insert', 'update', 'delete'] as const
/** Of either dialect. */
type Prototype = Record<(typeof BUILDER)[number], (...given: unknown[]) => unknown>

onEachEngine('What is asked again', (engine) => {
  const app = sharedApp(engine)

  test('is not built again: tasks, projects, teams, comments and the trash', async () => {
    const { context } = await app()
    const ada = await signUp(await app(), `built-ada-${engine}`)
    const ann = await joinAs(await app(), ada, `built-ann-${engine}`, 'member')
    const [owner, member] = [principalOf(ada, 'owner'), principalOf(ann, 'member')]
    const { id: team_id } = await createTeam(context, owner, { name: 'roses' })
    await putInTeam(context, owner, team_id, ann.member_id, 'member')
    const { id: project_id } = await createProject(context, member, { name: 'spring', team_id })
    const task = () => createTask(context, member, { title: 'prune', labels: ['a'], project_id, team_id })
    const { id } = await task()
    await shareTask(context, owner, id, { kind: 'team', id: team_id }, 'edit')
    const comment = await taskComments.create(context, member, id, { body: 'when?' })
    await deleteTask(context, member, (await task()).id, null)
    const lists: TasksQuery[] = [
      { count: 'true' },
      { sort: '-updated_at', status: 'todo', overdue: 'true' },
      { sort: '-due', label: 'a', assignee_id: ann.member_id },
      { sort: 'priority', due_before: '2030-01-01', project_id },
    ]
    const here = context.db.for(ada.organization_id)
    const trash = new TrashKinds(context.resources)
    let version = 0
    const actions = [owner, member].flatMap((who) => [
      () => serveTask(context, who, id),
      ...lists.map((query) => () => listTasks(context, who, query)),
      () => changeTask(context, who, id, { description: `${version++}` }, null),
      () => changeTasks(context, who, [{ id, priority: version++ % 2 === 0 ? 'high' : 'low' }]),
      () => listShares(context, who, id, {}),
      () => listStatusChanges(context, who, id, { sort: '-created_at', count: 'true' }),
      () => summarizeTasks(context, who),
      () => here.read(async (q) => namesSeen(q, await readAsker(q, who), taskResource, [id])),
      () => readProject(context, who, project_id),
      () => listProjects(context, who, { status: 'planning', count: 'true' }),
      () => summarizeProjects(context, who),
      () => readTeam(context, who, team_id),
      () => listTeams(context, who, { member_id: ann.member_id, count: 'true' }),
      () => listTeamMembers(context, who, team_id, { count: 'true' }),
      () => taskComments.read(context, who, { parent_id: id, id: comment.id }),
      () => taskComments.list(context, who, id, { count: 'true' }),
      () => listTrashItems({ ...context, trash }, who, {}),
    ])
    actions.push(() => changeTeam(context, owner, team_id, { description: `${version++}` }, null))
    for (const act of actions) await act()
    const built: string[] = []
    for (const act of actions) if ((await buildsOf(act)) > 0) built.push(String(act))
    expect(built).toEqual([])
  })

  test('counts where something is built', async () => {
    const { context } = await app()
    const ada = await signUp(await app(), `builds-ada-${engine}`)
    const here = context.db.for(ada.organization_id)
    const list = () => here.read((q) => q.select({ id: q.tables.teams.id }).from(q.tables.teams))
    expect(await buildsOf(list)).toBe(1)
  })
})

/** How many queries are begun with the builder of either engine, for one request or for good. */
async function buildsOf(run: () => Promise<unknown>): Promise<number> {
  let builds = 0
  const restore = [PgDatabase, BaseSQLiteDatabase].flatMap((database) => {
    // Its methods are typed by their dialects.
    const prototype = database.prototype as unknown as Prototype
    return BUILDER.map((name) => {
      const original = prototype[name]
      prototype[name] = function (...given: unknown[]) {
        builds += 1
        return original.apply(this, given)
      }
      return () => {
        prototype[name] = original
      }
    })
  })
  try {
    await run()
  } finally {
    for (const one of restore) one()
  }
  return builds
}
