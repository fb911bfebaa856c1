/**
 * What the planner of Postgres may not do, for some queries and for no others: a plan that is good for
 * them would be bad for what follows in their transaction.
 */
import type { Read } from './handle.ts'
import { type Statement, statement } from './statement.ts'

export interface Ways {
  close: Statement<Record<never, never>, unknown>
  open: Statement<Record<never, never>, unknown>
}

/** @param names Of settings such as `enable_sort`. */
export function waysOf(...names: string[]): Ways {
  const set = (value: 'on' | 'off') =>
    statement(`select ${names.map((name) => `set_config('${name}', '${value}', true)`).join(', ')}`)
  return { close: set('off'), open: set('on') }
}

/** Runs `fn` without these ways. It is the only one to use the handle meanwhile. */
export async function without<T>(q: Read, { close, open }: Ways, fn: () => Promise<T>): Promise<T> {
  const closed = q.all(close)
  try {
    const [result] = await Promise.all([fn(), closed])
    return result
  } finally {
    // Travels with whatever is sent next. After a failure nothing more is done in the transaction.
    q.all(open).catch(() => {})
  }
}
