/**
 * What people wait for, over HTTP and signed in, with a hundred thousand tasks (`--few`: ten thousand) on
 * both engines (`--sqlite`, `--postgres`: one of them): lists, totals, searches, the summary, the
 * dashboard, signing in and writing. What counts is what a request costs the server's process of its
 * core; rates, too, where the machine is quiet. `--against=FOLDER` measures another version in turns with
 * this one. `--rows=newest,create` measures those whose names hold one of these.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { cpuTime } from './cpu.ts'
import type { Sent } from './load/requests.ts'
import { load, startAlmanac, temporaryFolder } from './machine.ts'
import { medianOf, milliseconds, printTable } from './measure.ts'
import { PEERS, type Peers } from './peers.ts'
import { type Account, PASSWORD } from './people.ts'
import { type FilledOrganization, fillOrganization, RARE_WORD } from './tasks-over-http.ts'
import { wrk } from './wrk.ts'

const TASKS = 100_000
const FEWER_TASKS = 10_000
const ROUNDS = 3
const SECONDS = 2
const CONNECTIONS = 16

interface Row {
  name: string
  peers: Peers
  run: () => Promise<Omit<Sent, 'errors'> & { errors?: number }>
}

interface Measured extends Omit<Sent, 'count'> {
  /** Milliseconds a request, of the thread that answers and of the others. */
  main_ms: number
  others_ms: number
}

interface Version {
  name: string
  main?: string
}

export default async function http(options: ReadonlySet<string>): Promise<void> {
  const tasks = options.has('--few') ? FEWER_TASKS : TASKS
  const other = givenTo(options, '--against')
  const versions: Version[] = [
    ...(other ? [{ name: other, main: join(other, 'src/main.ts') }] : []),
    { name: 'this' },
  ]
  const wanted = givenTo(options, '--rows')?.split(',') ?? ['']
  if (!options.has('--postgres')) await measure('SQLite', tasks, versions, wanted, async () => ({}))
  if (options.has('--sqlite')) return
  const server = await postgresServer()
  await measure('Postgres', tasks, versions, wanted, async () => ({
    DATABASE_URL: await server.createEmptyDatabase(),
  }))
  await stopPostgresServer()
}

function givenTo(options: ReadonlySet<string>, name: string): string | undefined {
  return [...options].find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1)
}

async function measure(
  engine: string,
  tasks: number,
  versions: Version[],
  wanted: string[],
  env: () => Promise<Record<string, string>>,
): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const folder = stack.use(temporaryFolder())
  const contenders: { name: string; pid: number; rows: Row[] }[] = []
  for (const { name, main } of versions) {
    const server = stack.use(await startAlmanac(await env(), main))
    const organization = await fillOrganization(server.url, tasks)
    const tokens = join(folder.path, name.replaceAll('/', '-'))
    const rows = rowsOf(server.url, organization, await deepCursor(server.url, organization, tasks), tokens)
    const asked = rows.filter((row) => wanted.some((word) => row.name.includes(word)))
    contenders.push({ name, pid: server.pid, rows: asked })
  }
  const measured = new Map<string, Measured[][]>()
  for (const { rows } of contenders)
    for (const { name } of rows)
      measured.set(
        name,
        versions.map(() => []),
      )
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of measured.keys()) {
      for (const [i, { pid, rows }] of contenders.entries()) {
        const row = rows.find((one) => one.name === name)
        if (row) measured.get(name)?.[i]?.push(await costOf(pid, row))
      }
    }
  }
  print(engine, tasks, versions, contenders.at(-1)?.rows ?? [], measured)
}

async function costOf(pid: number, { run }: Row): Promise<Measured> {
  const before = cpuTime(pid)
  const { count, rate, p50_ms, p99_ms, errors = 0 } = await run()
  const after = cpuTime(pid)
  return {
    ...{ rate, p50_ms, p99_ms, errors },
    main_ms: (after.main - before.main) / count,
    others_ms: Math.max(0, after.others - before.others) / count,
  }
}

function rowsOf(url: string, organization: FilledOrganization, deep: string, tokens: string): Row[] {
  const { admin, many, few } = organization
  const list = '/api/v1/tasks?sort=-created_at'
  const everybody: [string, Account][] = [
    ['admin', admin],
    ['member with many', many],
    ['member with few', few],
  ]
  const get =
    (who: Account, path: string, connections = CONNECTIONS, condition?: string) =>
    async () => {
      writeFileSync(tokens, who.token)
      const load = { url: url + path, connections, seconds: SECONDS, tokens }
      return wrk({ ...load, ...(condition && { condition }) })
    }
  const send = (path: string, body: object, connections: number, who?: Account) => async () => {
    const request = { url: url + path, method: 'POST', body: JSON.stringify(body), connections }
    const sent = await load<Sent>('requests.ts', { ...request, seconds: SECONDS, token: who?.token })
    if (sent.errors > sent.count / 2) throw new Error(`${path}: ${sent.errors} of ${sent.count} are errors`)
    return sent
  }
  const byAll = (name: string, path: string, peers: Peers) =>
    everybody.map(([who, account]) => ({ name: `${name}, ${who}`, peers, run: get(account, path) }))
  const task = { title: 'prune the {n}', priority: 'high', due_on: '2040-12-24', labels: ['garden'] }
  const creating = (connections: number) => send('/api/v1/tasks', task, connections, few)
  return [
    { name: 'auth/me', peers: {}, run: get(admin, '/api/v1/auth/me') },
    { name: 'one task', peers: {}, run: async () => get(admin, await firstTask(url, admin))() },
    ...byAll('50 newest', list, PEERS.newest),
    { name: 'deep page, admin', peers: PEERS.deep, run: get(admin, `${list}&cursor=${deep}`) },
    ...byAll('50 with total', `${list}&count=true`, PEERS.total),
    ...byAll('by status', `${list}&status=todo`, PEERS.status),
    ...byAll('by status with total', `${list}&status=todo&count=true`, PEERS.statusTotal),
    ...byAll('search', `/api/v1/search?q=${RARE_WORD}`, PEERS.text),
    ...byAll('text of a list', `${list}&text=${RARE_WORD}`, PEERS.text),
    { name: 'dashboard, kept', peers: PEERS.counts, run: get(admin, '/api/v1/metrics/dashboard', 64) },
    {
      name: 'dashboard, computed',
      peers: PEERS.counts,
      run: get(admin, '/api/v1/metrics/dashboard?force_refresh=true'),
    },
    ...byAll('summary', '/api/v1/tasks/stats/summary', {}),
    {
      name: 'sign-in, 4 connections',
      peers: PEERS.signIn,
      run: send('/api/v1/auth/signin', { email: few.email, password: PASSWORD }, 4),
    },
    { name: 'create, 1 connection', peers: PEERS.create1, run: creating(1) },
    { name: 'create, 16 connections', peers: PEERS.create16, run: creating(16) },
    { name: 'create, 64 connections', peers: PEERS.create64, run: creating(64) },
    { name: 'create, 500 connections', peers: PEERS.writers, run: creating(500) },
  ]
}

async function firstTask(url: string, who: Account): Promise<string> {
  const page = await pageOf(url, who, '/api/v1/tasks?limit=1')
  return `/api/v1/tasks/${page.items[0]?.id}`
}

/** Where the list is read to three fifths. */
async function deepCursor(url: string, { admin }: FilledOrganization, tasks: number): Promise<string> {
  let cursor = ''
  for (let read = 0; read < tasks * 0.6; read += 200) {
    const path = `/api/v1/tasks?sort=-created_at&limit=200${cursor && `&cursor=${cursor}`}`
    cursor = (await pageOf(url, admin, path)).next_cursor
  }
  return cursor
}

async function pageOf(url: string, { token }: Account, path: string) {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  // As the route answers.
  return (await answer.json()) as { items: { id: string }[]; next_cursor: string }
}

function print(
  engine: string,
  tasks: number,
  versions: Version[],
  rows: Row[],
  measured: ReadonlyMap<string, Measured[][]>,
): void {
  const header = ['', ...versions.flatMap(({ name }) => columnsOf(name)), ...Object.keys(PEERS.text)]
  printTable(
    `http: ${tasks.toLocaleString('en')} tasks on ${engine}; of the process: its main thread + others`,
    versions.length > 1 ? [...header, 'times less'] : header,
    rows.map(({ name, peers }) => {
      const all = measured.get(name) ?? []
      const cpu = (i: number) => medianOf(all[i] ?? [], ({ main_ms, others_ms }) => main_ms + others_ms)
      const beside = [peers.pocketbase, peers.vikunja, peers.directus].map((rate) =>
        rate ? `${rate}/s` : '',
      )
      const times = versions.length > 1 ? [`${(cpu(0) / cpu(1)).toFixed(2)}×`] : []
      return [name, ...all.flatMap(cellsOf), ...beside, ...times]
    }),
  )
}

function columnsOf(version: string): string[] {
  const of = version === 'this' ? '' : `${version}: `
  return [`${of}of its core`, `${of}rate`, `${of}p50`, `${of}p99`]
}

function cellsOf(rounds: Measured[]): string[] {
  const middle = (value: (one: Measured) => number) => medianOf(rounds, value)
  const rate = middle((one) => one.rate)
  return [
    `${milliseconds(middle((one) => one.main_ms))} + ${milliseconds(middle((one) => one.others_ms))}`,
    `${rate < 100 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en')}/s`,
    milliseconds(middle((one) => one.p50_ms)),
    milliseconds(middle((one) => one.p99_ms)) + refusedOf(rounds),
  ]
}

/** What a busy disk made the server refuse, with 503. */
function refusedOf(rounds: Measured[]): string {
  const refused = rounds.reduce((sum, { errors }) => sum + errors, 0)
  return refused > 0 ? ` (${refused} refused)` : ''
}
