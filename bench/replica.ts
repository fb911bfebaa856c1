/**
 * What heavy reads cost the primary, with a replica that answers them and without: CPU time of all processes
 * of each server, and of the one that asks, so that it says the same on a busy machine.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { type Answer, type TestApp, testApp } from '../tests/app.ts'
import { outsider } from '../tests/db/database.ts'
import { apiKey, type Member, signUp } from '../tests/people.ts'
import { replicatedPostgres } from '../tests/replicated-postgres.ts'
import { madeUpHistory } from './history.ts'
import { medianOf, milliseconds, printTable, takeTurns } from './measure.ts'

const EVENTS = 40_000
const TASKS = 600
const AT_ONCE = 1_000
const SETTLED_MS = 300
const TICK_MS = 10

interface Spent {
  primary: number
  replica: number
  process: number
}

interface Asked {
  what: string
  times: number
  ask: (app: TestApp) => Promise<Answer>
}

export default async function replica(): Promise<void> {
  await using servers = await replicatedPostgres()
  await using alone = await testApp('postgres', { DATABASE_URL: servers.primaryUrl })
  await using beside = await testApp('postgres', {
    DATABASE_URL: servers.primaryUrl,
    DATABASE_READ_URL: servers.replicaUrl,
    DATA_DIR: alone.config.data_dir,
  })
  const ada = await signUp(alone, 'ada')
  await fill(alone, ada)
  const [primary, standby] = [await postmasterAt(servers.primaryUrl), await postmasterAt(servers.replicaUrl)]
  const now = (): Spent => {
    const { user, system } = process.cpuUsage()
    return { primary: spentBy(primary), replica: spentBy(standby), process: (user + system) / 1000 }
  }
  const spend = async (app: TestApp, { times, ask }: Asked): Promise<Spent> => {
    while (beside.context.db.replica()?.lag_bytes !== 0) await Bun.sleep(SETTLED_MS)
    const before = now()
    for (let time = 0; time < times; time += 1) {
      const { status, text } = await ask(app)
      if (status !== 200) throw new Error(text)
    }
    await Bun.sleep(SETTLED_MS)
    const after = now()
    const each = (of: keyof Spent) => (after[of] - before[of]) / times
    return { primary: each('primary'), replica: each('replica'), process: each('process') }
  }
  const rows: string[][] = []
  for (const asked of questionsOf(ada)) {
    const spent = await takeTurns({
      alone: () => spend(alone, asked),
      beside: () => spend(beside, asked),
    })
    const cell = (app: 'alone' | 'beside', of: keyof Spent) =>
      milliseconds(medianOf(spent[app], (one) => one[of]))
    rows.push([
      asked.what,
      ...[cell('alone', 'primary'), cell('beside', 'primary'), cell('beside', 'replica')],
      ...[cell('alone', 'process'), cell('beside', 'process')],
    ])
  }
  const { reads } = beside.context.db.replica() ?? {}
  printTable(
    `replica: CPU of a heavy read, ${EVENTS.toLocaleString('en')} events (${JSON.stringify(reads)})`,
    ['what', 'primary, alone', 'primary', 'replica', 'process, alone', 'process'],
    rows,
  )
}

function questionsOf({ token }: Member): Asked[] {
  const searches = new Map<TestApp, number>()
  const get = (path: string) => (app: TestApp) => app.get(`/api/v1${path}`, { token })
  const range = { from: '2025-12-01', to: '2026-11-20' }
  return [
    { what: 'dashboard', times: 100, ask: get('/metrics/dashboard?force_refresh=true') },
    {
      what: 'statistics of 30 days',
      times: 60,
      ask: get('/metrics/statistics?force_refresh=true&period=30d'),
    },
    { what: 'cohorts of 12 weeks', times: 100, ask: get('/metrics/cohorts?force_refresh=true') },
    {
      what: 'search of a common word',
      times: 20,
      // What was found is kept until something changes, so each is another: of five rounds a hundred.
      ask: (app) => {
        const limit = (searches.get(app) ?? 0) + 1
        searches.set(app, limit)
        return app.get(`/api/v1/search?q=garden&limit=${limit}`, { token })
      },
    },
    {
      what: 'export of all events',
      times: 1,
      ask: (app) =>
        app.post('/api/v1/metrics/export', {
          token,
          json: { format: 'csv', metric_types: ['activity'], ...range },
        }),
    },
  ]
}

async function fill(app: TestApp, ada: Member): Promise<void> {
  const key = await apiKey(app, ada, 'ingest')
  const history = [...madeUpHistory({ events: EVENTS, people: 500, days: 350, until: app.clock.at })]
  for (let made = 0; made < EVENTS; made += AT_ONCE) {
    const json = history.slice(made, made + AT_ONCE).map(({ occurred_at, ...event }) => {
      return { ...event, verb: 'acted', occurred_at: new Date(occurred_at).toISOString() }
    })
    await taken(app.post('/api/v1/events', { key, json }))
  }
  for (let made = 0; made < TASKS; made += 1) {
    const json = {
      title: `What the garden needs ${made}`,
      description: 'Water, light and somebody who looks.',
    }
    await taken(app.post('/api/v1/tasks', { token: ada.token, json }))
  }
  await app.context.db.refreshStatistics()
}

async function taken(answering: Promise<Answer>): Promise<void> {
  const { status, text } = await answering
  if (status >= 300) throw new Error(text)
}

async function postmasterAt(url: string): Promise<number> {
  await using outside = await outsider(url)
  const [row] = await outside.query('select pg_backend_pid() as pid')
  return statOf(row?.pid).parent
}

/** By all its processes, also those that have ended: milliseconds. */
function spentBy(postmaster: number): number {
  let { own, ended } = statOf(postmaster)
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = statOf(pid)
    if (stat.parent === postmaster) own += stat.own
  }
  return (own + ended) * TICK_MS
}

function statOf(pid: number | string): { parent: number; own: number; ended: number } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const { 1: parent = 0 } = fields
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return { parent, own: user + system, ended: endedUser + endedSystem }
  } catch {
    // It has ended meanwhile.
    return { parent: 0, own: 0, ended: 0 }
  }
}
