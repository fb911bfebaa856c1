/**
 * Jobs that run by the clock. A job never runs twice at once, in this process or in another on the
 * same database, and for each tick it runs in one of them: the tick is recorded with its last run.
 *
 *   one process      12:00 ├──── runs ────┤ records 12:00
 *   another          12:00 ├ is running ─ ─ ─ is done
 *   another          12:00 ├ is running ─ ─ ─ ─ (the first has died) ├──── runs ────┤
 *
 * When to run is the schedule's business (http/schedule.ts), and that of the one process which ticks
 * (leader.ts). Each job catches up by itself on what it missed while nothing ran.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { getLogger } from '@logtape/logtape'
import type { Base } from '../base.ts'
import { withOrigin } from '../db/origin.ts'
import { describeError, errorLine } from '../lib/describe-error.ts'
import { newId } from '../lib/ids.ts'
import { errorTypeOf } from '../lib/tracing/error-type.ts'
import type { Span, Tracer } from '../lib/tracing/span.ts'
import { listRuns, listTicks } from './queries.ts'
import { type BegunRun, beginRun, endRun } from './run-history.ts'

const log = getLogger(['almanac', 'cron'])

const MINUTE_MS = 60_000
/** A timer may ring a little before its time. */
const EARLY_MS = 500
/** How soon it is noticed that the process which ran a job has died. */
const LOOK_AGAIN_MS = 1_000

export interface CronJob {
  name: string
  /** Five fields. */
  pattern: string
  /** That of the pattern: UTC where it says none. */
  time_zone?: string
  /**
   * For what costs much: a process that starts runs it only when it has not been run for so long.
   * The others are run when a tick was missed.
   */
  rests_ms?: number
  /** Its first run is that of its first tick: a process that starts finds none that was missed before. */
  waits_for_tick?: true
  /** Also when none was missed: it does what another version of this program has left to do. */
  at_each_start?: true
  /** Stops soon after `signal` aborts, leaving the rest for the next run. Returns what it did. */
  run(signal: AbortSignal): Promise<string>
}

export type RunOutcome =
  | { outcome: 'done' | 'failed'; detail: string }
  | { outcome: 'already_running' | 'already_done' }

/** Why a job runs: for a tick of the clock, or because somebody asked, whose run is noted already. */
interface Cause {
  tick_at?: number
  asked?: BegunRun
}

/** When a job ticks for the first time after an instant. Both epoch ms. */
export type NextTick = (name: string, after: number) => number

export class CronJobs implements AsyncDisposable {
  readonly #stopping = new AbortController()
  readonly #running = new Set<Promise<unknown>>()

  constructor(
    readonly context: Pick<Base, 'db' | 'clock'> & { tracing?: Tracer | null },
    readonly jobs: readonly CronJob[],
  ) {}

  /** Runs a job now, unless it is running. Failures are recorded and logged, not thrown. */
  run(name: string, asked?: BegunRun): Promise<RunOutcome> {
    return this.#run(name, asked && { asked })
  }

  /**
   * Runs a job for the tick that is now, unless it has run for it, in whatever process. Where one runs
   * it, this waits until that is done, and does it where that process dies.
   */
  async tick(name: string): Promise<RunOutcome> {
    const { signal } = this.#stopping
    const tick_at = this.#tickAt()
    for (;;) {
      const result = await this.#run(name, { tick_at })
      if (result.outcome !== 'already_running') return result
      await pause(LOOK_AGAIN_MS, undefined, { signal, ref: false }).catch(() => {})
      if (signal.aborted) return result
    }
  }

  /** At the start of the process: runs what may have been missed. Failures are logged, not thrown. */
  async catchUp(nextTick: NextTick): Promise<void> {
    const missed = await this.#listMissed(nextTick)
    await Promise.all(
      this.jobs.map(async ({ name, at_each_start }) => {
        if (at_each_start) await this.run(name)
        else if (missed.includes(name)) await this.tick(name)
      }),
    )
  }

  /** When the process which ticked has died: runs what has been missed since. */
  async takeOver(nextTick: NextTick): Promise<void> {
    const missed = await this.#listMissed(nextTick)
    await Promise.all(missed.map((name) => this.tick(name)))
  }

  /** Whether it runs, in whatever process. */
  isRunning(name: string): Promise<boolean> {
    return this.context.db.isTaken(lockOf(name))
  }

  /** Asks running jobs to stop, and waits for them. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await Promise.allSettled(this.#running)
  }

  #tickAt(): number {
    return Math.floor((this.context.clock.now() + EARLY_MS) / MINUTE_MS) * MINUTE_MS
  }

  async #listMissed(nextTick: NextTick): Promise<string[]> {
    try {
      const runs = await this.context.db.instance.read((q) => listRuns(q))
      return this.jobs.filter((job) => this.#hasMissed(job, runs, nextTick)).map(({ name }) => name)
    } catch (error) {
      log.error('It is not known what was missed while nothing ran: {error}', { error })
      return []
    }
  }

  #hasMissed({ name, rests_ms, waits_for_tick }: CronJob, runs: LastRun[], nextTick: NextTick): boolean {
    const now = this.context.clock.now()
    const last = runs.find((run) => run.name === name)
    if (!last && waits_for_tick) return false
    // What is in the future was written by a clock that has been set back since.
    if (!last || last.started_at > now) return true
    if (rests_ms !== undefined) return now - last.started_at >= rests_ms
    return nextTick(name, last.tick_at ?? last.started_at) <= now
  }

  async #run(name: string, cause: Cause = {}): Promise<RunOutcome> {
    const job = this.jobs.find((one) => one.name === name)
    if (!job) {
      throw new Error(`There is no job "${name}". There are: ${this.jobs.map((one) => one.name).join(', ')}.`)
    }
    const running = this.#runCaught(job, cause)
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
    }
  }

  async #runCaught(job: CronJob, cause: Cause): Promise<RunOutcome> {
    try {
      const run = () => this.#runUnlessDone(job, cause)
      return (await this.context.db.exclusively(lockOf(job.name), run)) ?? { outcome: 'already_running' }
    } catch (error) {
      // The database itself is away, so that there is nowhere to record it.
      return this.#failed(job, error)
    }
  }

  async #runUnlessDone(job: CronJob, cause: Cause): Promise<RunOutcome> {
    const { tick_at } = cause
    if (tick_at !== undefined && (await this.#isDone(job, tick_at))) return { outcome: 'already_done' }
    return this.#runRecorded(job, cause)
  }

  /** For this tick or a later one, but for one that a clock has recorded which was ahead. */
  async #isDone({ name }: CronJob, tick_at: number): Promise<boolean> {
    const [last] = await this.context.db.instance.read((q) => listTicks(q, { name }))
    const done = last?.tick_at ?? Number.NEGATIVE_INFINITY
    return done >= tick_at && done <= this.context.clock.now() + MINUTE_MS
  }

  async #runRecorded(job: CronJob, { tick_at, asked }: Cause) {
    const { clock, tracing } = this.context
    const run = asked ?? (await this.#begin(job))
    const { correlation_id } = run
    const span = tracing?.begin(`job ${job.name}`, 'internal')
    span?.note({ 'almanac.job': job.name, 'almanac.correlation_id': correlation_id })
    const origin = { actor: `job:${job.name}`, correlation_id, ...(span && { span }) }
    const result = await withOrigin(origin, () => this.#runOnce(job, span))
    span?.end()
    await endRun(this.context, run, { finished_at: clock.now(), ...result }, tick_at)
    return result
  }

  /** Where nothing can be written, as on a full disk, it runs all the same: it may be what makes room. */
  async #begin({ name }: CronJob): Promise<BegunRun> {
    const correlation_id = crypto.randomUUID()
    const run = { id: newId(), name, correlation_id, started_at: this.context.clock.now() }
    await beginRun(this.context, run).catch((error) =>
      log.error('That {job} begins could not be recorded: {error}', { job: name, error }),
    )
    return run
  }

  async #runOnce(job: CronJob, span: Span | undefined) {
    try {
      const detail = await job.run(this.#stopping.signal)
      log.debug('{job}: {detail}', { job: job.name, detail })
      return { outcome: 'done' as const, detail }
    } catch (error) {
      span?.fail(errorTypeOf(error))
      return this.#failed(job, error)
    }
  }

  #failed(job: CronJob, error: unknown) {
    log.error('{job} failed: {error}', { job: job.name, error })
    const description = describeError(error)
    // The summary of a job that failed in part, which is read again: see metrics/rebuild/rollup-drift.ts.
    const detail = error instanceof AggregateError ? description.message : errorLine(description)
    return { outcome: 'failed' as const, detail }
  }
}

type LastRun = Awaited<ReturnType<typeof listRuns>>[number]

function lockOf(name: string): string {
  return `cron:${name}`
}
