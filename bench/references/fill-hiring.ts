/**
 * Fills an organization that hires, without a server between: rows by SQL, since a million through the
 * actions would take an hour; the counts of work and the search then by what makes them anew.
 */
import Sqlite from 'better-sqlite3'
import { databaseUrlOf } from '../../src/config/database-url.ts'
import { readConfig } from '../../src/config/env.ts'
import { createContext } from '../../src/context.ts'
import { connectPostgres } from '../../src/db/postgres-client.ts'
import { rebuildRollups } from '../../src/metrics/rebuild/rebuild-rollups.ts'
import { signUp } from '../../src/modules/auth/sign-up.ts'
import { rebuildSearch } from '../../src/modules/search/index-texts.ts'
import { hiringStatements, JOBS, OF_FEW } from './hiring-statements.ts'

export interface Options {
  env: Record<string, string>
  account: { email: string; password: string }
  applications: number
}

export interface Filled {
  largest_job: string
  /** Of a thousandth. */
  usual_job: string
  candidate: string
  /** The applications that it really has. */
  applications: number
}

const { env, account, applications }: Options = JSON.parse(process.argv[2] ?? '')
const config = readConfig(env)
await using context = await createContext(config)
const { organization } = await signUp(
  context,
  { ...account, name: 'ada', organization: { name: 'Bluebird', time_zone: 'UTC' } },
  { user_agent: null, address: null },
)
const filling = { organization_id: organization.id, now: Date.now(), applications, email: account.email }
const url = env.DATABASE_URL
const { run, end } = url ? await onPostgres(url) : onSqlite(databaseUrlOf(config))
// The rows are right as they are made, and what triggers queue for the search is made anew.
if (url) await run('set session_replication_role = replica')
for (const text of hiringStatements(url ? 'postgres' : 'sqlite', filling)) await run(text)
const [largest_job, usual_job] = [await jobNumbered(0), await jobNumbered(500)]
const [first] = await run(`select candidate_id as id from applications where job_id = '${usual_job}' limit 1`)
const [all] = await run('select count(*) as n from applications')
await rebuildSearch(context, organization.id, () => {})
await rebuildRollups(context, organization.id, () => {})
await context.db.refreshStatistics()
if (url) await run('vacuum analyze applications')
await end()
const filled: Filled = {
  ...{ largest_job, usual_job },
  candidate: String(first?.id),
  applications: Number(all?.n),
}
console.log(JSON.stringify(filled))

async function jobNumbered(number: number): Promise<string> {
  if (number >= JOBS || number === OF_FEW) throw new Error(`There is no such job as ${number}.`)
  const [row] = await run(`select id from jobs where title = 'Job ${number}'`)
  return String(row?.id)
}

function onSqlite(path: string) {
  const database = new Sqlite(path)
  return {
    run: async (text: string) => {
      const prepared = database.prepare<[], Record<string, unknown>>(text)
      if (prepared.reader) return prepared.all()
      prepared.run()
      return []
    },
    end: async () => void database.close(),
  }
}

async function onPostgres(database: string) {
  const sql = await connectPostgres(database, 1)
  return {
    run: async (text: string): Promise<Record<string, unknown>[]> => [...(await sql.unsafe(text))],
    end: () => sql.end(),
  }
}
