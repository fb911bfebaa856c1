/**
 * Texts that both engines keep as they are. Postgres takes no NUL, and half of a surrogate pair has no
 * UTF-8 form: one engine would fail, and the other store something else than it answers.
 */
import { storageProblem } from '../lib/text.ts'
import { UnstorableTextError } from './errors.ts'

/** @throws UnstorableTextError */
export function storable<T>(value: T): T {
  if (typeof value === 'string' && storageProblem(value)) throw new UnstorableTextError()
  return value
}

/** All of them as one JSON text. @throws UnstorableTextError */
export function storableList(values: readonly string[]): string {
  return JSON.stringify(values.map(storable))
}
