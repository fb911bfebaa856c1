/** Texts from outside. What is taken comes back as it was sent, from every engine; labels and tags in one form. */
import { InvalidValueError } from './app-error.ts'

/** What is given back of a text from outside: enough to know it again, and no more. */
export function shortened(text: string, most = 100): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}

/** Why a text cannot be a key or a name here; `null` when it can. */
export function textProblem(text: string, maxLength: number): string | null {
  if (text.trim() === '') return 'must not be empty'
  if (text.length > maxLength) return `must have at most ${maxLength} characters`
  return storageProblem(text)
}

/** Whether nothing of it is to be seen: there are but spaces, controls, and what has no width. */
export function isBlank(text: string): boolean {
  return !SEEN.test(text)
}

const SEEN = /[^\s\p{DI}\p{Cc}\u2800]/v

/** Labels or tags, each once. */
export function tagsOf(given: readonly string[]): string[] {
  return [...new Set(given.map(tagOf))]
}

/** Composed (NFC), as it is typed: things are found by it, and what looks the same is the same. */
export function tagOf(text: string): string {
  return text.trim().normalize('NFC')
}

/**
 * Of texts by field, or lists of them: each can be stored as it is. What else is among them passes, and
 * how long they may be, their schema has said.
 *
 * @throws InvalidValueError
 */
export function assertStorable(fields: object): void {
  for (const [field, value] of Object.entries(fields)) {
    const problem = Array.isArray(value) ? firstProblem(value) : problemOf(value)
    if (problem) throw new InvalidValueError(field, problem)
  }
}

function firstProblem(values: unknown[]): string | null {
  for (const value of values.flat()) {
    const problem = problemOf(value)
    if (problem) return problem
  }
  return null
}

function problemOf(value: unknown): string | null {
  return typeof value === 'string' ? storageProblem(value) : null
}

/**
 * Half a surrogate pair has no UTF-8 form and NUL cannot be stored by Postgres: both would change or
 * fail on the way. `null` for a text that comes back as it was.
 */
export function storageProblem(text: string): string | null {
  if (text.includes('\0')) return 'must not contain NUL'
  if (!text.isWellFormed()) return 'must be well-formed Unicode'
  return null
}
