/**
 * Under which correlation id the present work is done, whatever it calls: a request's, or that of a
 * run of a job. It is no argument of every function, for only the log and slow queries ask for it.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<string>()

export function asCorrelated<T>(correlationId: string, fn: () => T): T {
  return current.run(correlationId, fn)
}

/** `undefined` outside of both. */
export function currentCorrelationId(): string | undefined {
  return current.getStore()
}
