/**
 * Writes that happen once, however often their request comes: durable steps.
 *
 *   db.write, first time   mark ─► body ─► its outcome ─► commit     one transaction for all of it
 *   db.write, again        the mark is there ─► that outcome          the body stays out of it
 *
 * Inside `once(steps, fn)` each `db.write` is a step, numbered by its order. Those that committed
 * before are answered from what was kept, the others run: a request that comes again after any fault
 * goes on where it was interrupted. The mark comes with the change or not at all, so that nothing is
 * left hanging by a process that died, nor in doubt after a lost connection; and of two at once the
 * second waits in the database for the first to commit, in whatever process they are.
 *
 * What this asks of the code inside:
 * - What is answered comes out of `write`, and is JSON. The first run is given it as JSON, too, so
 *   that what would be lost is missed at once and not in a retry.
 * - Which writes there are depends on the request and on outcomes alone. A check that an earlier run
 *   may have made untrue (a password that it has changed) refuses inside the body.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { inEarnest } from './dry-run.ts'
import type { InstanceWrite } from './handle.ts'

/** The writes of one request. */
export interface Steps {
  /** `null` for a write that is none of its own. */
  next(): Step | null
}

export interface Step {
  /** Of this step, and of the same one of another request with its key. */
  readonly key: string
  /** First in its transaction. @returns What an earlier run kept; `null` when this is the one that runs. */
  take(tx: InstanceWrite): Promise<{ outcome: string | null } | null>
  /** Last in the same transaction. */
  keep(tx: InstanceWrite, outcome: string): Promise<void>
}

const current = new AsyncLocalStorage<Steps>()

/** Runs `fn`, whose writes are these steps. */
export function once<T>(steps: Steps, fn: () => T): T {
  return current.run(steps, fn)
}

/** Runs `fn`, whose writes are no steps, and in earnest: what is counted of every attempt, such as wrong passwords. */
export function eachTime<T>(fn: () => T): T {
  return inEarnest(() => current.exit(fn))
}

/** Whether writes that are asked for here are steps. */
export function isOnce(): boolean {
  return current.getStore() !== undefined
}

/** Of a `db.write` that is asked for here and now. */
export function nextStep(): Step | null {
  return current.getStore()?.next() ?? null
}

/** @returns The outcome as JSON; `null` where there is none. */
export async function takeStep(
  step: Step,
  tx: InstanceWrite,
  body: () => Promise<unknown>,
): Promise<string | null> {
  const kept = await step.take(tx)
  if (kept) return kept.outcome
  const outcome = JSON.stringify(await body()) as string | undefined
  if (outcome === undefined) return null
  await step.keep(tx, outcome)
  return outcome
}
