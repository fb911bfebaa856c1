/**
 * What was read of the API, by what was asked: each thing once, whoever shows it, and again when it is
 * too old, while the page is seen. An old value stays while a new one comes.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type Answer, call, type Given, NotConnected, Refused, type Route } from '../api/client.ts'

export interface Reading<T> {
  value: T | undefined
  error: Refused | NotConnected | undefined
  is_reading: boolean
  read_at: number
}

/** Of a reading, whether it has come or could not. */
export type Awaited = Partial<Pick<Reading<unknown>, 'value' | 'error'>>

/** Whether one of them is yet to come: what is shown of the others would move once it does. */
export function isAwaited(...readings: readonly Awaited[]): boolean {
  return readings.some(({ value, error }) => value === undefined && !error)
}

/** What the server tells of by itself, and since when. */
export interface Told {
  since: number
  isTold(route: string): boolean
}

interface Kept {
  state: ReturnType<typeof signal<Reading<unknown>>>
  read(): Promise<void>
  /** While it is being read. */
  underway: Promise<void> | null
  /** Milliseconds after which it is read again; `null` never by itself. */
  every_ms: number | null
  /** Not before, where the limits say so. */
  not_before: number
  failures: number
  /** Whether something on the page shows it. */
  is_watched: boolean
  left_at: number
}

const NOTHING: Reading<never> = { value: undefined, error: undefined, is_reading: false, read_at: 0 }
const FORGOTTEN_AFTER_MS = 5 * 60_000
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 60_000
/** Who asks more often waits for something, such as the first event, and does not wait to be told. */
const IMPATIENT_MS = 10_000
/** How often that is read again of which the server tells when it changes. */
const TOLD_EVERY_MS = 5 * 60_000

const kept = new Map<string, Kept>()
/** What was read when the page was open before, until it is asked for. */
let restored = new Map<string, Reading<unknown>>()
const changes = signal(0)

/** `null` while everything has to be asked for. */
export const told = signal<Told | null>(null)

/** When something was answered last, and since when nothing is. */
export const connection = signal<{
  answered_at: number
  lost_at: number | null
  limited_until: number | null
}>({
  answered_at: 0,
  lost_at: null,
  limited_until: null,
})

export const isRefreshing = computed(() => {
  changes.value
  return [...kept.values()].some(({ state }) => state.value?.is_reading && state.value.read_at > 0)
})

/**
 * @param every_ms How often it is read again while the page is seen.
 * @returns What is known now; it changes by itself.
 */
export function reading<R extends Route>(
  every_ms: number | null,
  route: R,
  ...given: Given<R>
): ReadonlySignal<Reading<Answer<R>>> {
  const key = `${route} ${JSON.stringify(given[0] ?? {})}`
  const there = kept.get(key) ?? keep(key, every_ms, () => call(route, ...given))
  // Who wants it oftener gets it as often.
  if (every_ms !== null && (there.every_ms ?? Infinity) > every_ms) there.every_ms = every_ms
  // It was made for this route, by the same key.
  return there.state as ReadonlySignal<Reading<Answer<R>>>
}

function keep(key: string, every_ms: number | null, ask: () => Promise<unknown>): Kept {
  const state = signal<Reading<unknown>>(restored.get(key) ?? NOTHING, {
    watched() {
      one.is_watched = true
    },
    unwatched() {
      one.is_watched = false
      one.left_at = Date.now()
    },
  })
  const times = { not_before: 0, failures: 0, is_watched: false, left_at: Date.now(), underway: null }
  const one: Kept = { state, every_ms, ...times, read: () => readOnce(one, ask) }
  kept.set(key, one)
  queueMicrotask(one.read)
  return one
}

function readOnce(one: Kept, ask: () => Promise<unknown>): Promise<void> {
  one.underway ??= read(one, ask).finally(() => {
    one.underway = null
  })
  return one.underway
}

async function read(one: Kept, ask: () => Promise<unknown>): Promise<void> {
  const before = one.state.peek() ?? NOTHING
  one.state.value = { ...before, is_reading: true }
  changes.value += 1
  try {
    const value = await ask()
    one.failures = 0
    one.state.value = { value, error: undefined, is_reading: false, read_at: Date.now() }
    connection.value = { answered_at: Date.now(), lost_at: null, limited_until: null }
  } catch (error) {
    one.state.value = { ...before, is_reading: false, error: refusal(error) }
    putOff(one, error)
  }
  changes.value += 1
}

function refusal(error: unknown): Refused | NotConnected {
  return error instanceof Refused || error instanceof NotConnected
    ? error
    : new NotConnected(String(error), { cause: error })
}

/** Longer each time, and as long as the server says. */
function putOff(one: Kept, error: unknown): void {
  one.failures += 1
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (one.failures - 1))
  const asked = error instanceof Refused ? (error.retry_after ?? 0) * 1000 : 0
  one.not_before = Date.now() + Math.max(wait, asked)
  if (error instanceof Refused) {
    const limited_until = error.status === 429 ? one.not_before : null
    connection.value = { answered_at: Date.now(), lost_at: null, limited_until }
  } else {
    connection.value = { ...connection.value, lost_at: connection.value.lost_at ?? Date.now() }
  }
}

/** Reads again what `isMeant`, at once: after a change of it, or because somebody asks. */
export async function readAgain(isMeant: (route: string) => boolean = () => true): Promise<void> {
  for (const [key, one] of kept) if (isMeant(key) && !one.is_watched) kept.delete(key)
  const shown = [...kept].filter(([key]) => isMeant(key)).map(([, one]) => one)
  await Promise.all(shown.map(readAnew))
}

/** What is underway may have been answered before the change. */
async function readAnew(one: Kept): Promise<void> {
  await one.underway
  await one.read()
}

/** Nothing of somebody else's is shown to whoever signs in next. */
export function forgetAll(): void {
  kept.clear()
  restored.clear()
}

/** By what was asked, with when it was answered. */
export type Answered = readonly [key: string, value: unknown, read_at: number]

export function answersTo(isMeant: (route: string) => boolean): Answered[] {
  return [...kept].flatMap(([key, { state }]) => {
    const { value, read_at } = state.peek() ?? NOTHING
    return isMeant(key) && value !== undefined ? [[key, value, read_at] as const] : []
  })
}

/** Until there are newer ones, these are shown. */
export function restoreAnswers(answers: readonly Answered[]): void {
  restored = new Map(answers.map(([key, value, read_at]) => [key, { ...NOTHING, value, read_at }]))
}

/** What the page shows now, by what was asked; it changes by itself. */
export function shownReadings(): (readonly [key: string, reading: Reading<unknown>])[] {
  changes.value
  return [...kept].flatMap(([key, { state, is_watched }]) =>
    is_watched ? [[key, state.peek() ?? NOTHING] as const] : [],
  )
}

function readWhatIsOld(): void {
  if (document.hidden) return
  const at = Date.now()
  for (const [key, one] of kept) {
    const { value, error, read_at = 0 } = one.state.peek() ?? NOTHING
    if (!one.is_watched) {
      if (at - one.left_at > FORGOTTEN_AFTER_MS) kept.delete(key)
    } else if (at < one.not_before) continue
    else if (error && isWorthTrying(error)) void one.read()
    else if (value !== undefined && at - read_at >= (everyMs(key, one, read_at) ?? Infinity)) void one.read()
  }
}

/** What was read before the server began to tell may have changed in between: that is asked for as ever. */
function everyMs(key: string, { every_ms }: Kept, read_at: number): number | null {
  const { value } = told
  const isTold = value !== null && read_at >= value.since && value.isTold(key)
  if (every_ms === null || every_ms < IMPATIENT_MS || !isTold) return every_ms
  return Math.max(every_ms, TOLD_EVERY_MS)
}

/** What is not there, or not allowed, is so the next time, too. */
function isWorthTrying(error: Refused | NotConnected): boolean {
  return error instanceof NotConnected || error.status === 429 || error.status >= 500
}

setInterval(readWhatIsOld, 1_000)
document.addEventListener('visibilitychange', readWhatIsOld)
addEventListener('online', () => void readAgain())
