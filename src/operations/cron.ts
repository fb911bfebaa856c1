/**
 * Jobs that run by the clock. A job never runs twice at once, in this process or in another on the
 * same database; its last run is recorded. When to run is the schedule's business: see
 * http/schedule.ts. Each job catches up by itself on what it missed while nothing ran.
 */
import { getLogger } from '@logtape/logtape'
import type { Context } from '../context.ts'
import { describeError, errorLine } from '../lib/describe-error.ts'

const log = getLogger(['almanac', 'cron'])

export interface CronJob {
  name: string
  /** Five fields, UTC. */
  pattern: string
  /**
   * For what costs much: a process that starts runs it only when it has not been run for so long.
   * The others run at every start.
   */
  rests_ms?: number
  /** Stops soon after `signal` aborts, leaving the rest for the next run. Returns what it did. */
  run(signal: AbortSignal): Promise<string>
}

export type RunOutcome = { outcome: 'done' | 'failed'; detail: string } | { outcome: 'already_running' }

export class CronJobs implements AsyncDisposable {
  readonly #stopping = new AbortController()
  readonly #running = new Set<Promise<unknown>>()

  constructor(
    readonly context: Pick<Context, 'db' | 'clock'>,
    readonly jobs: readonly CronJob[],
  ) {}

  /** Runs a job now, unless it is running. Failures are recorded and logged, not thrown. */
  async run(name: string): Promise<RunOutcome> {
    const job = this.jobs.find((one) => one.name === name)
    if (!job)
      throw new Error(`There is no job "${name}". There are: ${this.jobs.map((one) => one.name).join(', ')}.`)
    const running = this.#runCaught(job)
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
    }
  }

  /** At the start of the process: runs what may have been missed. Failures are logged, not thrown. */
  async catchUp(): Promise<void> {
    const rested = await this.#listRested().catch((error): string[] => {
      log.error('The jobs that rest are not caught up: {error}', { error })
      return []
    })
    const due = this.jobs.filter((job) => job.rests_ms === undefined || rested.includes(job.name))
    await Promise.all(due.map(({ name }) => this.run(name)))
  }

  /** Those of which the last run is long enough ago. */
  async #listRested(): Promise<string[]> {
    const runs = await this.context.db.instance.read((q) => q.select().from(q.tables.cron_jobs))
    const lastOf = (name: string) => runs.find((run) => run.name === name)?.started_at ?? 0
    const now = this.context.clock.now()
    return this.jobs
      .filter(({ name, rests_ms = 0 }) => now - lastOf(name) >= rests_ms)
      .map(({ name }) => name)
  }

  /** Asks running jobs to stop, and waits for them. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await Promise.allSettled(this.#running)
  }

  async #runCaught(job: CronJob): Promise<RunOutcome> {
    try {
      const run = () => this.#runRecorded(job)
      return (await this.context.db.exclusively(`cron:${job.name}`, run)) ?? { outcome: 'already_running' }
    } catch (error) {
      // The database itself is away, so that there is nowhere to record it.
      return this.#failed(job, error)
    }
  }

  async #runRecorded(job: CronJob): Promise<RunOutcome> {
    const { clock } = this.context
    const started_at = clock.now()
    const result = await this.#runOnce(job)
    await this.context.db.instance.write(async (tx) => {
      const { cron_jobs } = tx.tables
      const run = { started_at, finished_at: clock.now(), ...result }
      await tx
        .insert(cron_jobs)
        .values({ name: job.name, ...run })
        .onConflictDoUpdate({ target: cron_jobs.name, set: run })
    })
    return result
  }

  async #runOnce(job: CronJob) {
    try {
      const detail = await job.run(this.#stopping.signal)
      log.debug('{job}: {detail}', { job: job.name, detail })
      return { outcome: 'done' as const, detail }
    } catch (error) {
      return this.#failed(job, error)
    }
  }

  #failed(job: CronJob, error: unknown) {
    log.error('{job} failed: {error}', { job: job.name, error })
    return { outcome: 'failed' as const, detail: errorLine(describeError(error)) }
  }
}
