/**
 * Fills an organization of each size, and reads its lists and writes in bulk in turns, without a server
 * between: milliseconds for one call of the action, and of a bare prepared select of 50 by cursor.
 */
import Sqlite from 'better-sqlite3'
import type { Principal } from '../../src/access/principal.ts'
import { databaseUrlOf } from '../../src/config/database-url.ts'
import { readConfig } from '../../src/config/env.ts'
import { createContext } from '../../src/context.ts'
import { connectPostgres } from '../../src/db/postgres-client.ts'
import { signUp } from '../../src/modules/auth/sign-up.ts'
import { changeTasks } from '../../src/modules/tasks/bulk/bulk-tasks.ts'
import { listNameOf, listTasks } from '../../src/modules/tasks/list/list-tasks.ts'
import type { TasksQuery } from '../../src/modules/tasks/schema.ts'
import { summarizeTasks } from '../../src/modules/tasks/summary/summarize-tasks.ts'
import { temporaryFolder } from '../machine.ts'
import { median, ROUNDS } from '../measure.ts'
import { BROAD, fillingStatements, NARROW } from './fill-tasks.ts'

export interface Options {
  sizes: number[]
  /** Of a Postgres database; a SQLite file of its own when left out. */
  url?: string
}

/** Milliseconds for one, by size. */
export type Took = Record<string, number[]>

const BULK = 500
/** Long enough to be measured, and no longer. */
const ROUND_MS = 60
/** How far from its beginning a list is read for its deep page. */
const DEEP = 0.6

const PAGE = 'select * from tasks where organization_id = $1 and id > $2 order by id limit 50'

const { sizes, url }: Options = JSON.parse(process.argv[2] ?? '')
using folder = temporaryFolder()
const env = { DATA_DIR: folder.path, ...(url && { DATABASE_URL: url }) }
const config = readConfig(env)
await using context = await createContext(config)
const bare = url ? await postgresBare(url) : sqliteBare(databaseUrlOf(config))
const measured: Record<string, number[][]> = {}
const subjects: Record<string, () => PromiseLike<unknown>>[] = []
for (const tasks of sizes) subjects.push(await subject(tasks))
await context.db.refreshStatistics()
// The first round warms up.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [i, calls] of subjects.entries()) {
    for (const [name, call] of Object.entries(calls)) {
      measured[name] ??= sizes.map(() => [])
      const ms = await timeOf(call)
      if (round > 0) measured[name][i]?.push(ms)
    }
  }
}
const took: Took = Object.fromEntries(Object.entries(measured).map(([name, all]) => [name, all.map(median)]))
console.log(JSON.stringify(took))
await bare.end()

/** An organization with so many tasks, and what is asked of it. */
async function subject(tasks: number): Promise<Record<string, () => PromiseLike<unknown>>> {
  const account = { email: `ada-${tasks}@example.com`, password: 'the password of ada', name: 'ada' }
  const signedUp = await signUp(
    context,
    { ...account, organization: { name: 'a', time_zone: 'America/Denver' } },
    { user_agent: null, address: null },
  )
  const organization_id = signedUp.organization.id
  const filling = { organization_id, now: Date.now(), tasks }
  for (const text of fillingStatements(url ? 'postgres' : 'sqlite', filling)) await bare.run(text)
  const asking = (member_id: string, role: 'owner' | 'member'): Principal => {
    const login = { session_id: '', user_id: '', is_instance_admin: false }
    return { kind: 'session', organization_id, member_id, role, ...login }
  }
  const owner = asking(signedUp.member.id, 'owner')
  const [broad, narrow] = [asking(BROAD, 'member'), asking(NARROW, 'member')]
  const list = (who: Principal, query: TasksQuery) => () => listTasks(context, who, query)
  const deep = async (who: Principal, query: TasksQuery) => {
    const { sort = 'created_at' } = query
    const number = 1_000_000_000 + Math.floor(tasks * DEEP)
    const key = sort === 'created_at' ? 0 : filling.now - (1 - DEEP) * tasks * 60
    const name = { organization_id, list: listNameOf(query), sort }
    return list(who, { ...query, cursor: context.cursors.sign(name, [key, `task-${number}`]) })
  }
  const ids = Array.from({ length: BULK }, (_, i) => `task-${1_000_000_000 + i * Math.floor(tasks / BULK)}`)
  let times = 0
  const bulk = () => {
    times += 1
    const title = `changed ${times}`
    const priority = times % 2 === 0 ? ('low' as const) : ('high' as const)
    return changeTasks(
      context,
      owner,
      ids.map((id) => ({ id, title, priority })),
    )
  }
  return {
    'bare: 50 by cursor': () => bare.page(organization_id, `task-${1_000_000_000 + tasks / 2}`),
    'owner: first page': list(owner, {}),
    'owner: deep page': await deep(owner, {}),
    'owner: deep page, -updated_at': await deep(owner, { sort: '-updated_at' }),
    'owner: -priority': list(owner, { sort: '-priority' }),
    'owner: todo by due': list(owner, { status: 'todo', sort: 'due' }),
    'owner: overdue by -priority': list(owner, { overdue: 'true', sort: '-priority' }),
    'owner: of an assignee, by due': list(owner, { assignee_id: 'member-1000000034', sort: 'due' }),
    'owner: of a project, -updated_at': list(owner, {
      project_id: 'project-1000000013',
      sort: '-updated_at',
    }),
    'owner: of a team, by due': list(owner, { team_id: 'team-1000000013', sort: 'due' }),
    'owner: with a label': list(owner, { label: 'label-7' }),
    'owner: with a label, deep page': await deep(owner, { label: 'label-7' }),
    'owner: with a label, -updated_at': list(owner, { label: 'label-7', sort: '-updated_at' }),
    'owner: with no such label': list(owner, { label: 'none', sort: 'due' }),
    'member of 10 %: first page': list(broad, {}),
    'member of 10 %: deep page': await deep(broad, {}),
    'member of 10 %: todo by due': list(broad, { status: 'todo', sort: 'due' }),
    'member of 10 %: of an assignee': list(broad, { assignee_id: 'member-1000000034', sort: 'due' }),
    'member of 20 tasks: first page': list(narrow, {}),
    'member of 20 tasks: todo by due': list(narrow, { status: 'todo', sort: 'due' }),
    'member of 20 tasks: counted': list(narrow, { count: 'true' }),
    'member: summary': () => summarizeTasks(context, asking('member-1000000034', 'member')),
    'owner: 500 changed at once': bulk,
  }
}

/** Milliseconds for one call. */
async function timeOf(call: () => PromiseLike<unknown>): Promise<number> {
  const startedAt = performance.now()
  let calls = 0
  do {
    await call()
    calls += 1
  } while (performance.now() - startedAt < ROUND_MS)
  return (performance.now() - startedAt) / calls
}

function sqliteBare(path: string) {
  const database = new Sqlite(path)
  const page = database.prepare(PAGE.replaceAll(/\$\d/g, '?'))
  return {
    run: async (text: string) => void database.prepare(text).run(),
    page: async (organizationId: string, after: string) => page.all(organizationId, after),
    end: async () => void database.close(),
  }
}

async function postgresBare(database: string) {
  const sql = await connectPostgres(database, 1)
  return {
    run: async (text: string) => void (await sql.unsafe(text)),
    page: (organizationId: string, after: string) =>
      sql.unsafe(PAGE, [organizationId, after], { prepare: true }),
    end: () => sql.end(),
  }
}
