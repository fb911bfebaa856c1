/**
 * What those who hire wait for, over HTTP, with ten thousand applications, a hundred thousand and a
 * million (`--few`: up to a hundred thousand), on both engines (`--sqlite`, `--postgres`: one of them): a
 * job's pipeline, lists with filters and totals, candidates, the funnel and the search. A request at a
 * time, computed anew; the best of many, since machines are busy and nothing makes a request quicker than
 * it is.
 */
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { reference, startAlmanac, temporaryFolder } from './machine.ts'
import { milliseconds, printTable } from './measure.ts'
import { PASSWORD, signInOften } from './people.ts'
import type { Filled } from './references/fill-hiring.ts'
import { OWNERS, RARE_SOURCE, RARE_WORD } from './references/hiring-statements.ts'

const SIZES = [10_000, 100_000, 1_000_000]
const ADMIN = 'ada@example.com'
const ROUNDS = 3
const ROUND_MS = 300
/** As the page asks for a job's. */
const STAGES = ['applied', 'screening', 'interview', 'offer', 'hired', 'rejected', 'withdrawn']

/** Requests that are sent together, by name. */
type Questions = Record<string, { token: string; paths: string[] }>

export default async function hiring(options: ReadonlySet<string>): Promise<void> {
  const sizes = options.has('--few') ? SIZES.slice(0, 2) : SIZES
  if (!options.has('--postgres')) await measure('SQLite', sizes, async () => ({}))
  if (options.has('--sqlite')) return
  const server = await postgresServer()
  await measure('Postgres', sizes, async () => ({ DATABASE_URL: await server.createEmptyDatabase() }))
  await stopPostgresServer()
}

async function measure(
  engine: string,
  sizes: number[],
  env: () => Promise<Record<string, string>>,
): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const servers: { url: string; questions: Questions }[] = []
  for (const applications of sizes) {
    const folder = stack.use(temporaryFolder())
    const settings = { DATA_DIR: folder.path, ...(await env()) }
    const account = { email: ADMIN, password: PASSWORD }
    const filled = await reference<Filled>('fill-hiring.ts', { env: settings, account, applications })
    const { url } = stack.use(await startAlmanac(settings))
    servers.push({ url, questions: await questionsOf(url, filled) })
  }
  const names = Object.keys(servers[0]?.questions ?? {})
  const best = new Map(names.map((name) => [name, sizes.map(() => Number.POSITIVE_INFINITY)]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, all] of best) {
      for (const [i, { url, questions }] of servers.entries()) {
        const { token = '', paths = [] } = questions[name] ?? {}
        all[i] = Math.min(all[i] ?? Number.NaN, await bestOf(() => ask(url, token, paths)))
      }
    }
  }
  print(engine, sizes, best)
}

export async function questionsOf(url: string, filled: Filled): Promise<Questions> {
  const tokenOf = async (email: string) => (await signInOften(url, { email }, 1))[0] ?? ''
  const ada = await tokenOf(ADMIN)
  const [grace, linus] = [await tokenOf(OWNERS.grace), await tokenOf(OWNERS.linus)]
  const list = '/api/v1/applications?'
  const newest = `${list}sort=-created_at`
  const deep = encodeURIComponent(await deepCursor(url, ada, filled.applications))
  const pipeline = (job: string) =>
    STAGES.map((stage) => `${list}job_id=${job}&stage=${stage}&limit=100&count=true&sort=created_at`)
  const { largest_job, usual_job, candidate } = filled
  const funnel = '/api/v1/hiring/dashboard?force_refresh=true'
  const of = (token: string, all: Record<string, string | string[]>): [string, Questions[string]][] =>
    Object.entries(all).map(([name, paths]) => [name, { token, paths: [paths].flat() }])
  return Object.fromEntries([
    ...of(ada, {
      'pipeline of the largest job': pipeline(largest_job),
      'pipeline of a usual job': pipeline(usual_job),
      'newest 50': newest,
      'newest 50, deep page': `${newest}&cursor=${deep}`,
      'with total': `${newest}&count=true`,
      'in a stage, with total': `${newest}&stage=offer&count=true`,
      'of a rare source': `${newest}&source=${RARE_SOURCE}`,
      'of a rare source, with total': `${newest}&source=${RARE_SOURCE}&count=true`,
      'of the largest job and a rare source': `${newest}&job_id=${largest_job}&source=${RARE_SOURCE}`,
      'of the largest job, with total': `${newest}&job_id=${largest_job}&count=true`,
      'knocked out, with total': `${newest}&knocked_out=true&count=true`,
      'of a candidate': `${list}candidate_id=${candidate}`,
      'candidates, newest 50': '/api/v1/candidates?sort=-created_at',
      'candidates, with total': '/api/v1/candidates?count=true',
      'candidates with a tag': '/api/v1/candidates?tag=tag-77&sort=-created_at',
      'candidates of a rare source': `/api/v1/candidates?source=${RARE_SOURCE}&sort=-created_at`,
      'candidate by address': '/api/v1/candidates?email=p77@example.com',
      'funnel of 90 days': funnel,
      'funnel of a year': `${funnel}&from=${dateBefore(364)}`,
      'funnel of the largest job': `${funnel}&job_id=${largest_job}`,
      search: `/api/v1/search?q=${RARE_WORD}`,
    }),
    ...of(grace, {
      'member of 10 %: newest 50': newest,
      'member of 10 %: in a stage': `${newest}&stage=offer`,
      'member of 10 %: with total': `${newest}&count=true`,
      'member of 10 %: candidates': '/api/v1/candidates?sort=-created_at',
      'member of 10 %: funnel': funnel,
      'member of 10 %: search': `/api/v1/search?q=${RARE_WORD}`,
    }),
    ...of(linus, {
      'member of 20: newest 50': newest,
      'member of 20: with total': `${newest}&count=true`,
      'member of 20: candidates': '/api/v1/candidates?sort=-created_at',
      'member of 20: funnel': funnel,
      'member of 20: search': `/api/v1/search?q=${RARE_WORD}`,
    }),
  ])
}

const DAY_MS = 86_400_000

function dateBefore(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)
}

/** Where the list is read to some thousands. */
async function deepCursor(url: string, token: string, applications: number): Promise<string> {
  let cursor = ''
  for (let read = 0; read < Math.min(5_000, applications * 0.6); read += 200) {
    const path = `/api/v1/applications?sort=-created_at&limit=200${cursor && `&cursor=${cursor}`}`
    // As the route answers.
    cursor = ((await ask(url, token, [path]))[0] as { next_cursor: string }).next_cursor
  }
  return cursor
}

/** @throws Error with what was answered, unless that is what was asked for. */
async function ask(url: string, token: string, paths: string[]): Promise<unknown[]> {
  return Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    }),
  )
}

/** Milliseconds. */
export async function bestOf(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  let best = Number.POSITIVE_INFINITY
  do {
    const calledAt = performance.now()
    await call()
    best = Math.min(best, performance.now() - calledAt)
  } while (performance.now() - startedAt < ROUND_MS)
  return best
}

function print(engine: string, sizes: number[], best: ReadonlyMap<string, number[]>): void {
  const largest = sizes.length - 1
  printTable(
    `hiring: applications on ${engine}, for one request`,
    ['', ...sizes.map((size) => size.toLocaleString('en')), 'times the smallest'],
    [...best].map(([name, all]) => {
      const times = (all[largest] ?? Number.NaN) / (all[0] ?? Number.NaN)
      return [name, ...all.map(milliseconds), `${times.toFixed(times < 10 ? 1 : 0)}×`]
    }),
  )
}
