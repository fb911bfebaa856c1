/**
 * Listens to what happens while the page is seen, and reads again what is concerned. What the server tells is
 * then asked for by the clock once in five minutes only. Where it cannot be listened to, nobody needs to
 * know: everything is asked for as often as without.
 */
import { effect } from '@preact/signals'
import { call, Refused, stream } from '../api/client.ts'
import { type Event, eventsOf } from '../api/events.ts'
import { concernedBy, isTold, OF_METRICS } from './concerned.ts'
import { readAgain, told } from './reading.ts'
import { account, wasSignedOut } from './session.ts'

const SOON_MS = 2_000
/** What is counted moves with everything: whoever looks has it at once, and then four times a minute. */
const METRICS_MS = 15_000
const FIRST_WAIT_MS = 1_000
/** What ends sooner has not gone well. */
const WELL_AFTER_MS = 10_000
const LONGEST_WAIT_MS = 60_000
/** Beats come every 20 s. */
const SILENT_MS = 50_000

interface Due {
  read_at: number
  timer: ReturnType<typeof setTimeout> | undefined
}

const due = new Map<string, Due>()
/** The last number that is known, and of which organization. */
let last: { organization_id: string; seq: number } | null = null
/** How often in a row it has not gone well. */
let failures = 0

/** Whoever is there, for as long as the page is open. */
export function listen(): void {
  let leaving = new AbortController()
  const again = () => {
    leaving.abort()
    leaving = new AbortController()
    const organization_id = wasSignedOut.value ? undefined : account.value?.organization.id
    if (organization_id !== undefined && !document.hidden) void goOn(organization_id, leaving.signal)
  }
  const key = () => `${account.value?.organization.id} ${account.value?.user.id} ${wasSignedOut.value}`
  let before: string | undefined
  effect(() => {
    if (before !== key()) queueMicrotask(again)
    before = key()
  })
  document.addEventListener('visibilitychange', again)
  addEventListener('online', again)
}

async function goOn(organization_id: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const wait_ms = await listenOnce(organization_id, signal)
    if (signal.aborted || wait_ms === null) return
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve)
      // All who were cut off at once do not come back at once.
      setTimeout(resolve, wait_ms * (0.5 + Math.random()))
    })
  }
}

/** @returns After how long to try again; `null` where there is no use. */
async function listenOnce(organization_id: string, signal: AbortSignal): Promise<number | null> {
  const silent = new AbortController()
  const leave = () => silent.abort()
  signal.addEventListener('abort', leave)
  let timer = setTimeout(leave, SILENT_MS)
  const begun = Date.now()
  let [isHeard, asked_ms] = [false, 0]
  try {
    const after = last?.organization_id === organization_id ? last.seq : undefined
    const given = { query: { after }, accept: 'text/event-stream', signal: silent.signal }
    for await (const event of eventsOf(await stream('GET /api/v1/live', given))) {
      clearTimeout(timer)
      timer = setTimeout(leave, SILENT_MS)
      if (event.id !== null) last = { organization_id, seq: event.id }
      isHeard = true
      await hear(event)
    }
  } catch (error) {
    if (error instanceof Refused && error.status < 429) return null
    if (error instanceof Refused) asked_ms = (error.retry_after ?? 0) * 1_000
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', leave)
    told.value = null
  }
  failures = isHeard && Date.now() - begun > WELL_AFTER_MS ? 0 : failures + 1
  return Math.max(asked_ms, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures))
}

async function hear({ name, data }: Event): Promise<void> {
  if (name === 'ready') {
    told.value = { since: Date.now(), isTold }
  } else if (name === 'change') {
    for (const head of concernedBy(data, account.peek()?.member.id)) readSoon(head, SOON_MS)
  } else if (name === 'metrics') {
    for (const head of OF_METRICS) readSoon(head, METRICS_MS)
  } else if (name === 'reset') await readAnew()
  // Where it has, that is found out by asking anything.
  else if (name === 'end' && data.reason === 'not_signed_in') await call('GET /api/v1/auth/me')
}

/** At once, and then once in a while for all that happens meanwhile. */
function readSoon(head: string, every_ms: number): void {
  const one = due.get(head) ?? { read_at: 0, timer: undefined }
  due.set(head, one)
  one.timer ??= setTimeout(
    () => {
      one.timer = undefined
      one.read_at = Date.now()
      void readAgain((route) => route.startsWith(`GET /api/v1/${head}`))
    },
    Math.max(0, one.read_at + every_ms - Date.now()),
  )
}

/** What one may see has changed, and with it perhaps who one is here. */
async function readAnew(): Promise<void> {
  const { user, organization, member } = await call('GET /api/v1/auth/me')
  account.value = { user, organization, member }
  await readAgain(isTold)
}
