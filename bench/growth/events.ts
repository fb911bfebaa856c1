/** What is asked of an organization in whose year so many events happened. */
import { untilIdle } from '../cpu.ts'
import { reference, startAlmanac, temporaryFolder } from '../machine.ts'
import { PASSWORD, signInOften } from '../people.ts'
import type { Filled } from '../references/fill-activity.ts'
import { call } from './call.ts'
import { type Cost, costsOf, type Question, type Subject } from './cost.ts'

const PEOPLE = 1_000
const DAYS = 365
const DAY_MS = 86_400_000
const EMAIL = 'ada@example.com'

/** @returns By question, the cost at each size; each has a database and a server of its own. */
export async function eventsGrow(
  database: () => Promise<Record<string, string>>,
  sizes: number[],
  refresh: (env: Record<string, string>) => Promise<void>,
): Promise<Map<string, Cost[]>> {
  await using stack = new AsyncDisposableStack()
  const servers = []
  for (const events of sizes) {
    const folder = stack.use(temporaryFolder())
    const env = { DATA_DIR: folder.path, ...(await database()) }
    const shape = { events, people: PEOPLE, days: DAYS, until: Math.floor(Date.now() / DAY_MS) * DAY_MS }
    const account = { email: EMAIL, password: PASSWORD }
    await reference<Filled>('fill-activity.ts', { env, account, shape })
    await refresh(env)
    servers.push(stack.use(await startAlmanac(env)))
    console.error(`growth: ${events.toLocaleString('en')} events are there`)
  }
  const subjects: Subject[] = []
  for (const { url, pid } of servers) {
    await untilIdle(pid)
    const [token = ''] = await signInOften(url, { email: EMAIL }, 1)
    subjects.push({ pid, questions: questionsOf(url, token) })
  }
  // What a process does once is not measured.
  await costsOf(subjects)
  // Awaited here: the servers end with this function.
  return await costsOf(subjects)
}

function questionsOf(url: string, token: string): Question[] {
  const computed = (name: string, path: string): Question => ({
    name: `${name}, computed`,
    ask: () => call(url, { token }, `/api/v1/metrics/${path}`),
  })
  return [
    { name: 'auth/me, which does not grow', ask: () => call(url, { token }, '/api/v1/auth/me') },
    { name: 'dashboard, kept', ask: () => call(url, { token }, '/api/v1/metrics/dashboard') },
    computed('dashboard', 'dashboard?force_refresh=true'),
    computed('statistics of 30 days', 'statistics?period=30d&force_refresh=true'),
    computed('statistics of a year', 'statistics?period=365d&force_refresh=true'),
    {
      name: 'event reported',
      ask: () =>
        call(url, { token }, '/api/v1/events', 'POST', {
          ...{ id: Bun.randomUUIDv7(), person: 'person-7', verb: 'document.edited', core: true },
        }),
    },
  ]
}
