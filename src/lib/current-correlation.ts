/**
 * On what the present work is done, whatever it calls: a request, the run of a job, or a command. It
 * is no argument of every function, for only the log, slow queries and the log of changes ask for it.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

export interface Work {
  readonly correlation_id: string
}

const current = new AsyncLocalStorage<Work>()

export function asWork<T>(work: Work, fn: () => T): T {
  return current.run(work, fn)
}

/** `undefined` outside of all of them. */
export function currentWork(): Work | undefined {
  return current.getStore()
}

export function asCorrelated<T>(correlation_id: string, fn: () => T): T {
  return asWork({ correlation_id }, fn)
}

export function currentCorrelationId(): string | undefined {
  return currentWork()?.correlation_id
}
