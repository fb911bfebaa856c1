/** Texts from outside. What is taken comes back as it was sent, from every engine. */
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
