/**
 * How often a caller may ask, by class of route.
 *
 * A window opens with the first request of a class and lasts its full length; requests beyond the
 * limit are refused until it ends. Who goes on asking while refused gets a penalty: five minutes,
 * and twice as long each time.
 *
 *   limit 3/min    ●  ●  ●  ✗  ✗  ✗  ✗  ✗│← five refusals: nothing for 5 min, next time for 10
 *                  └── window: 1 min ──┘
 *
 * Promises: memory is bounded, however many addresses ask. State is kept by principal, and a
 * remembered principal carries it along, so that most requests look nothing up.
 */
import { type LimitClass, OWN_CLASSES, type Rate, type RateLimits, WINDOW_MS } from '../config/rate-limits.ts'
import { AppError } from '../lib/app-error.ts'
import { growingLru } from '../lib/growing-lru.ts'

const PLAN_MULTIPLIERS: Record<string, number> = { free: 1, basic: 2, premium: 5, enterprise: 10 }
const REFUSALS_BEFORE_PENALTY = 5
const FIRST_PENALTY_MS = 5 * 60_000
const LONGEST_PENALTY_MS = 24 * 3_600_000
/** After this long without a refusal, penalties begin anew at the first. */
const FORGIVEN_AFTER_MS = 24 * 3_600_000
const CALLERS_KEPT = 50_000

/** What a request took from its limit. */
export interface LimitTaken {
  limit: number
  remaining: number
  /** Epoch seconds at which the window ends. */
  resets_at: number
}

export class TooManyRequestsError extends AppError {
  constructor(
    readonly taken: LimitTaken,
    retryAfterSeconds: number,
    isPenalty: boolean,
  ) {
    const why = isPenalty ? 'Asking went on after a refusal, so there is a penalty.' : 'The limit is reached.'
    super(429, 'too_many_requests', `${why} Ask again in ${retryAfterSeconds} s.`, {
      retry_after: retryAfterSeconds,
    })
  }
}

interface Window {
  count: number
  ends_at: number
  /** Of these, what other processes have not been told. */
  untold: number
}

/** What a caller took in one process, or the penalty that it brought. Times are epoch ms. */
export interface Taken {
  caller: string
  name: LimitClass
  count: number
  ends_at: number
  penalty_ends_at: number
  penalty_ms: number
}

/** How a caller stands with one class. */
export interface LimitLeft {
  class: LimitClass
  limit: number
  per: Rate['per']
  remaining: number
  /** Epoch ms at which the window ends; `null` where none is open, and all is left. */
  resets_at: number | null
}

/** What one caller has asked for. */
export class LimitState {
  readonly windows: Partial<Record<LimitClass, Window>> = {}
  isPenaltyTold = true
  refusals = 0
  penalties = 0
  penalty_ends_at = 0
  penalty_ms = 0
  last_refused_at = 0
  /** Of bodies in flight: see bodies.ts. */
  held_bytes = 0

  constructor(readonly caller = '') {}
}

export class Limits {
  readonly #states = growingLru<string, LimitState>(CALLERS_KEPT)
  /** Those with something that other processes have not been told; `null` where there are none. */
  #untold: Set<LimitState> | null = null

  constructor(readonly rates: RateLimits) {}

  /** The state of a caller: `user:…`, `key:…` or `address:…`. */
  stateOf(caller: string): LimitState {
    const known = this.#states.get(caller)
    if (known) return known
    const state = new LimitState(caller)
    this.#states.set(caller, state)
    return state
  }

  /**
   * Counts one request.
   *
   * @param now Epoch ms.
   * @returns `null` when limits are off.
   * @throws TooManyRequestsError
   */
  take(state: LimitState, name: LimitClass, plan: string, now: number): LimitTaken | null {
    if (this.rates === 'off') return null
    const { count, per } = this.rates[name]
    const limit = count * multiplierOf(plan)
    let window = openWindow(state, name, WINDOW_MS[per], now)
    if (!window) {
      window = { count: 0, ends_at: now + WINDOW_MS[per], untold: 0 }
      state.windows[name] = window
    }
    const taken = {
      limit,
      remaining: Math.max(0, limit - window.count - 1),
      resets_at: Math.ceil(window.ends_at / 1000),
    }
    state.penalty_ends_at = Math.min(state.penalty_ends_at, now + state.penalty_ms)
    if (state.penalty_ends_at > now) throw refusal(taken, state.penalty_ends_at, now, true)
    if (window.count >= limit) throw this.#refuse(state, taken, window.ends_at, now)
    window.count += 1
    window.untold += 1
    this.#untold?.add(state)
    return taken
  }

  /**
   * What somebody who is known may still ask for. Counts nothing.
   *
   * @param now Epoch ms.
   * @returns `null` when limits are off.
   */
  leftOf(state: LimitState, plan: string, now: number): LimitLeft[] | null {
    const { rates } = this
    if (rates === 'off') return null
    return OWN_CLASSES.map((name) => {
      const { count, per } = rates[name]
      const limit = count * multiplierOf(plan)
      const open = openWindow(state, name, WINDOW_MS[per], now)
      const remaining = Math.max(0, limit - (open?.count ?? 0))
      return { class: name, limit, per, remaining, resets_at: open?.ends_at ?? null }
    })
  }

  /** From now on what is taken is kept for `drainUntold`. */
  share(): void {
    this.#untold = new Set()
  }

  /**
   * What was taken since, of windows where it matters: a hundredth of the limit, or more. What is less
   * waits for more.
   *
   * @param most Callers; the others stay for the next time.
   */
  *drainUntold(now: number, most: number): Generator<Taken> {
    for (const state of this.#untold ?? []) {
      if (most <= 0) return
      most -= 1
      this.#untold?.delete(state)
      yield* this.#untoldOf(state, now)
    }
  }

  *#untoldOf(state: LimitState, now: number): Generator<Taken> {
    const { caller, windows, penalty_ends_at, penalty_ms } = state
    for (const name of Object.keys(windows) as LimitClass[]) {
      const window = windows[name]
      if (this.rates === 'off' || !window || window.ends_at <= now) continue
      const isTold = state.isPenaltyTold && window.untold < this.rates[name].count / 100
      if (isTold || caller === '') continue
      const count = window.untold
      window.untold = 0
      state.isPenaltyTold = true
      yield { caller, name, count, ends_at: window.ends_at, penalty_ends_at, penalty_ms }
    }
  }

  /** Counts what another process has let through. */
  hear({ caller, name, count, ends_at, penalty_ends_at, penalty_ms }: Taken, now: number): void {
    if (this.rates === 'off' || !Object.hasOwn(this.rates, name)) return
    if (ends_at <= now || ends_at > now + WINDOW_MS[this.rates[name].per]) return
    const state = this.stateOf(caller)
    const window = state.windows[name]
    if (window && window.ends_at > now) window.count += count
    else state.windows[name] = { count, ends_at, untold: 0 }
    if (penalty_ends_at <= now || penalty_ends_at > now + Math.min(penalty_ms, LONGEST_PENALTY_MS)) return
    if (penalty_ends_at <= state.penalty_ends_at) return
    state.penalty_ends_at = penalty_ends_at
    state.penalty_ms = penalty_ms
    state.penalties += 1
    state.last_refused_at = now
  }

  #refuse(state: LimitState, taken: LimitTaken, windowEndsAt: number, now: number): TooManyRequestsError {
    if (now - state.last_refused_at > FORGIVEN_AFTER_MS) {
      state.refusals = 0
      state.penalties = 0
    }
    state.last_refused_at = now
    state.refusals += 1
    if (state.refusals < REFUSALS_BEFORE_PENALTY) return refusal(taken, windowEndsAt, now, false)
    state.refusals = 0
    state.penalty_ms = Math.min(FIRST_PENALTY_MS * 2 ** state.penalties, LONGEST_PENALTY_MS)
    state.penalty_ends_at = now + state.penalty_ms
    state.isPenaltyTold = false
    this.#untold?.add(state)
    state.penalties += 1
    return refusal(taken, state.penalty_ends_at, now, true)
  }
}

function multiplierOf(plan: string): number {
  return PLAN_MULTIPLIERS[plan] ?? 1
}

/** One that ends later than a new one would is of a clock that was set back since. */
function openWindow(state: LimitState, name: LimitClass, lengthMs: number, now: number): Window | undefined {
  const window = state.windows[name]
  return window && window.ends_at > now && window.ends_at <= now + lengthMs ? window : undefined
}

function refusal(taken: LimitTaken, until: number, now: number, isPenalty: boolean): TooManyRequestsError {
  return new TooManyRequestsError(taken, Math.max(1, Math.ceil((until - now) / 1000)), isPenalty)
}
