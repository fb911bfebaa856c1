/** A list by pages: each is read again by itself, and goes on where the one before it ends. */
import type { Reading } from './reading.ts'

interface Page<T> {
  items: readonly T[]
  next_cursor: string | null
}

export type ReadPage<T> = (cursor: string | null) => Pick<Reading<Page<T>>, 'value' | 'error'>

export interface Pages<T> {
  items: readonly T[]
  /** Where the next one begins; `null` after the last. */
  next_cursor: string | null
  /** Whether all that were asked for have come. */
  isWhole: boolean
  /** Why the next of them has not. */
  error: Reading<T>['error']
}

export function pagesOf<T>(count: number, read: ReadPage<T>): Pages<T> {
  const items: T[] = []
  let next_cursor: string | null = null
  for (let i = 0; i < count; i++) {
    const { value, error } = read(next_cursor)
    if (!value) return { items, next_cursor, isWhole: false, error }
    items.push(...value.items)
    next_cursor = value.next_cursor
    if (next_cursor === null) break
  }
  return { items, next_cursor, isWhole: true, error: undefined }
}

/**
 * Where one page has moved on, the next begins elsewhere and is yet to come: what followed is shown as it
 * was until then, so that nothing leaves and comes back.
 */
export function goneOn<T extends { id: string }>({ items, isWhole }: Pages<T>, before: readonly T[]) {
  if (isWhole) return items
  const at = before.findIndex(({ id }) => id === items.at(-1)?.id)
  return at < 0 ? items : [...items, ...before.slice(at + 1)]
}
