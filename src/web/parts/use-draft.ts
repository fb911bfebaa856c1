/**
 * A thing as it is being written: what was read of it, what one has changed in it, and what somebody else
 * has meanwhile. It is saved as it was seen; where two changed the same, one chooses. What was not saved
 * is kept in this tab, also when it is loaded again.
 */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Refused } from '../api/client.ts'
import { account } from '../state/session.ts'

export interface Seen<T> {
  value: T
  etag: string | null
}

export interface Collision<T> {
  field: keyof T
  theirs: unknown
  mine: unknown
}

interface Source<T, Changes> {
  /** Names what is kept in this tab; without one nothing is. */
  keptAs?: string
  /** What one may change. */
  fields: readonly (keyof T & keyof Changes & string)[]
  read(): Promise<Seen<T>>
  write(changes: Changes, if_match: string | null): Promise<Seen<T>>
}

export interface Draft<T> {
  /** With what one has changed; nothing before it was read. */
  value: T | undefined
  /** As it was read. */
  saved: T | undefined
  error: Error | null
  isChanged: boolean
  /** Whether what was written here before came back. */
  isRestored: boolean
  collisions: readonly Collision<T>[]
  set(changes: Partial<T>): void
  /** @returns Whether it is saved; not where somebody else has changed the same. */
  save(more?: Partial<T>): Promise<boolean>
  resolve(whose: 'theirs' | 'mine'): Promise<void>
  discard(): void
  /** After it was changed in another way than by `save`. */
  readAnew(): Promise<void>
}

export function useDraft<T extends object, Changes extends object>(
  key: string,
  source: Source<T, Changes>,
): Draft<T> {
  const seen = useSignal<Seen<T> | null>(null)
  const mine = useSignal<Partial<T>>({})
  const error = useSignal<Error | null>(null)
  const collisions = useSignal<readonly Collision<T>[]>([])
  const isRestored = useSignal(false)
  const latest = useRef(source)
  latest.current = source
  const keep = (changes: Partial<T>) => {
    mine.value = changes
    keepInTab(latest.current.keptAs, changes)
  }
  useEffect(() => {
    latest.current.read().then(
      (found) => {
        seen.value = found
        const kept = keptInTab<T>(latest.current.keptAs)
        const changed = changesIn(found.value, kept, latest.current.fields)
        isRestored.value = Object.keys(changed).length > 0
        keep(changed)
      },
      (refused: Error) => {
        error.value = refused
      },
    )
  }, [key])
  const isChanged = Object.keys(mine.value).length > 0
  useEffect(() => {
    if (!isChanged) return
    const ask = (event: Event) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isChanged])
  const save = async (more: Partial<T> = {}): Promise<boolean> => {
    if (!seen.value) return false
    const changes = changesIn(seen.value.value, { ...mine.value, ...more }, latest.current.fields)
    if (Object.keys(changes).length === 0) return true
    try {
      // The changes are of the fields that may be changed.
      seen.value = await latest.current.write(changes as unknown as Changes, seen.value.etag)
    } catch (refused) {
      if (!(refused instanceof Refused) || refused.status !== 412 || !refused.problem.current) throw refused
      // With 412 it is the thing as it is now.
      const theirs = refused.problem.current as unknown as T
      const found = collisionsOf(seen.value.value, theirs, changes)
      seen.value = { value: theirs, etag: refused.problem.etag ?? null }
      keep(changes)
      // What does not meet is kept, theirs and mine.
      if (found.length === 0) return save()
      collisions.value = found
      return false
    }
    keep(changesIn(seen.value.value, changedSince(mine.value, changes), latest.current.fields))
    isRestored.value = false
    collisions.value = []
    return true
  }
  return {
    value: seen.value ? { ...seen.value.value, ...mine.value } : undefined,
    saved: seen.value?.value,
    error: error.value,
    isChanged,
    isRestored: isRestored.value,
    collisions: collisions.value,
    set(changes) {
      if (seen.value) keep(changesIn(seen.value.value, { ...mine.value, ...changes }, latest.current.fields))
    },
    save,
    async resolve(whose) {
      const fields = collisions.value.map(({ field }) => field)
      if (whose === 'theirs')
        keep(without(mine.value, Object.fromEntries(fields.map((one) => [one, null])) as Partial<T>))
      if (await save()) collisions.value = []
    },
    async readAnew() {
      seen.value = await latest.current.read()
      keep(changesIn(seen.value.value, mine.value, latest.current.fields))
    },
    discard() {
      isRestored.value = false
      collisions.value = []
      keep({})
    },
  }
}

/** Of what was changed, only what is other than it was. */
function changesIn<T extends object>(was: T, changes: Partial<T>, fields: readonly (keyof T)[]): Partial<T> {
  const entries = fields
    .filter((field) => field in changes && !isSame(was[field], changes[field]))
    .map((field) => [field, changes[field]])
  return Object.fromEntries(entries) as Partial<T>
}

/** What both have changed, and not in the same way. */
function collisionsOf<T extends object>(was: T, theirs: T, mine: Partial<T>): Collision<T>[] {
  const fields = Object.keys(mine) as (keyof T)[]
  return fields
    .filter((field) => !isSame(was[field], theirs[field]) && !isSame(theirs[field], mine[field]))
    .map((field) => ({ field, theirs: theirs[field], mine: mine[field] }))
}

function without<T extends object>(all: Partial<T>, those: Partial<T>): Partial<T> {
  return Object.fromEntries(Object.entries(all).filter(([field]) => !(field in those))) as Partial<T>
}

/** What was written while that was on its way. */
function changedSince<T extends object>(now: Partial<T>, sent: Partial<T>): Partial<T> {
  const fields = Object.keys(now) as (keyof T)[]
  const left = fields.filter((field) => !isSame(now[field], sent[field])).map((field) => [field, now[field]])
  return Object.fromEntries(left) as Partial<T>
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

/** Of whoever is signed in, and of nobody else who comes after them in this tab. */
function placeOf(keptAs: string): string {
  return `draft ${account.value?.member.id} ${keptAs}`
}

function keptInTab<T>(keptAs: string | undefined): Partial<T> {
  const kept = keptAs && sessionStorage.getItem(placeOf(keptAs))
  // Written by this file, and of these fields.
  return kept ? (JSON.parse(kept) as Partial<T>) : {}
}

function keepInTab(keptAs: string | undefined, changes: object): void {
  if (!keptAs) return
  if (Object.keys(changes).length === 0) sessionStorage.removeItem(placeOf(keptAs))
  else sessionStorage.setItem(placeOf(keptAs), JSON.stringify(changes))
}
