/**
 * Every run of a job, from its beginning on: what was done and when, by whom it was asked for, and
 * which of them never ended.
 *
 * Promises: of a job one run at most is unfinished. One whose process died is called interrupted by
 * the next, or by whoever asks for one.
 */
import type { Base } from '../base.ts'
import type { InstanceWrite } from '../db/handle.ts'
import { findRunning, finishRun, insertRun, type JobRunRow, upsertRun } from './queries.ts'

/** One that was asked for a moment ago may not have its lock yet. */
const BEGINS_WITHIN_MS = 10_000
const INTERRUPTED = { outcome: 'interrupted', detail: 'Its process ended before it did.' }

export interface BegunRun {
  id: string
  name: string
  correlation_id: string
  started_at: number
}

/** To be called by whoever holds the lock of the job: what is unfinished has no process any more. */
export async function beginRun({ db }: Pick<Base, 'db'>, run: BegunRun): Promise<void> {
  await db.instance.write(async (tx) => {
    const [running] = await findRunning(tx, run)
    if (running) await endInterrupted(tx, running, run.started_at)
    await insertRun(tx, run)
  })
}

/**
 * Notes a run that somebody asks for and that begins once this is committed.
 *
 * @param isTaken Whether the job runs, in whatever process.
 * @returns `null` where it runs already.
 * @throws UniqueViolationError where another begins it in the same moment.
 */
export async function noteAskedRun(
  tx: InstanceWrite,
  run: BegunRun,
  isTaken: boolean,
): Promise<JobRunRow | null> {
  const [running] = await findRunning(tx, run)
  if (isTaken || (running && running.started_at > run.started_at - BEGINS_WITHIN_MS)) return null
  // That one and no other: whoever has begun since has the better right.
  if (running) await endInterrupted(tx, running, run.started_at)
  const [row] = await insertRun(tx, run)
  return row ?? null
}

export interface Ended {
  finished_at: number
  outcome: 'done' | 'failed'
  detail: string
}

/** @param tick_at That of the clock for which it ran, if for any. */
export async function endRun(
  { db }: Pick<Base, 'db'>,
  { id, name, started_at }: BegunRun,
  ended: Ended,
  tick_at: number | undefined,
): Promise<void> {
  await db.instance.write(async (tx) => {
    await finishRun(tx, { id, ...ended })
    const last = { name, started_at, ...ended, tick_at: tick_at ?? null }
    await upsertRun(tx, last, { ticks: tick_at !== undefined })
  })
}

async function endInterrupted(tx: InstanceWrite, { id }: { id: string }, now: number): Promise<void> {
  await finishRun(tx, { id, finished_at: now, ...INTERRUPTED })
}
