/**
 * Texts that both engines keep as they are. Postgres takes no NUL, and half of a surrogate pair has no
 * UTF-8 form: one engine would fail, and the other store something else than it answers.
 */
import { is, Param, Placeholder } from 'drizzle-orm'
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

/** The same where the values are to come: the place of the text. */
export function listParameter(
  values: readonly string[] | Placeholder<string, readonly string[]>,
): string | Param<unknown, unknown> {
  if (!is(values, Placeholder)) return storableList(values)
  return new Param<unknown, unknown>(values, {
    mapToDriverValue: (given) => storableList(given as readonly string[]),
  })
}
