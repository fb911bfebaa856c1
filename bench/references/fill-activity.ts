/** Fills an organization with events that differ, without a server between. */
import { readConfig } from '../../src/config/env.ts'
import { createContext } from '../../src/context.ts'
import { signUp } from '../../src/modules/auth/sign-up.ts'
import { importEvents } from '../../src/modules/events/import-events.ts'
import { type HistoryShape, madeUpHistory } from '../history.ts'

export interface Options {
  env: Record<string, string>
  account: { email: string; password: string }
  shape: HistoryShape
}

export interface Filled {
  /** With the founder's own. */
  events: number
  core: number
  verbs: Record<string, number>
}

const AT_ONCE = 2_000
const VERBS = ['document.edited', 'document.viewed', 'comment.added', 'document.viewed']

const { env, account, shape }: Options = JSON.parse(process.argv[2] ?? '')
await using context = await createContext(readConfig(env))
const { organization } = await signUp(
  context,
  { ...account, name: 'ada', organization: { name: 'Bluebird', time_zone: 'America/Denver' } },
  { user_agent: null, address: null },
)
const filled: Filled = { events: 1, core: 0, verbs: { sign_in: 1 } }
const format = { format: 'ndjson', core: false, time: 'ms' } as const
for await (const { rejected } of importEvents(context, organization.id, lines(), format)) {
  if (rejected > 0) throw new Error('a made-up event was rejected')
}
console.log(JSON.stringify(filled))

async function* lines(): AsyncGenerator<Uint8Array> {
  let text = ''
  for (const event of madeUpHistory(shape)) {
    const number = filled.events
    const verb = VERBS[number % VERBS.length] ?? ''
    const core = verb === 'document.edited'
    const properties = number % 10 === 0 ? { words: number % 997 } : undefined
    text += `${JSON.stringify({ ...event, verb, core, properties })}\n`
    filled.events += 1
    filled.core += Number(core)
    filled.verbs[verb] = (filled.verbs[verb] ?? 0) + 1
    if (number % AT_ONCE !== 0) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}
