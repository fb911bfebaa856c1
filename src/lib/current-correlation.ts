/**
 * On what the present work is done, whatever it calls: a request, the run of a job, or a command. It
 * is no argument of every function, for only the log, slow queries, traces and the log of changes ask for it.
 *
 * To run something with a context of its own costs a share of an answer that is kept. What may answer
 * at once is only entered, and takes its context along where it goes on:
 *
 *   entered(work, …) ── kept? ── yes ──► answered           nothing was made
 *                        └ no ── continued(…) ─► computes   from here on with it
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span } from './tracing/span.ts'

export interface Work {
  readonly correlation_id: string
  /** What of its trace goes on, where there are traces. */
  readonly span?: Span | undefined
}

const current = new AsyncLocalStorage<Work | undefined>()
/** Until the present call returns. */
let enteredWork: Work | undefined

export function asWork<T>(work: Work, fn: () => T): T {
  return current.run(work, fn)
}

/** For what may answer at once. What goes on after `fn` has returned must have been `continued`. */
export function entered<T>(work: Work, fn: () => T): T {
  enteredWork = work
  try {
    return fn()
  } finally {
    enteredWork = undefined
  }
}

/** Runs what goes on for longer on the work that was entered. */
export function continued<T>(fn: () => T): T {
  return enteredWork === undefined ? fn() : current.run(enteredWork, fn)
}

/** For what serves whoever comes: it goes on when the work that was the first to need it is over. */
export function onNobodysBehalf<T>(fn: () => T): T {
  return current.run(undefined, fn)
}

/** For what somebody else will call: `fn`, which runs on the work that is present now. */
export function bound<Given extends unknown[], T>(fn: (...given: Given) => T): (...given: Given) => T {
  const work = currentWork()
  return (...given) => current.run(work, () => fn(...given))
}

/** `undefined` outside of all of them. */
export function currentWork(): Work | undefined {
  return current.getStore() ?? enteredWork
}

export function asCorrelated<T>(correlation_id: string, fn: () => T): T {
  return asWork({ correlation_id }, fn)
}
