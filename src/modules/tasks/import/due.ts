import { InvalidValueError } from '../../../lib/app-error.ts'
import { shortened } from '../../../lib/text.ts'
import { instantProblem, parseInstant } from '../../../lib/time/instant.ts'
import { dateToDay } from '../../../lib/time/local-days.ts'

export type DateOrder = 'day_first' | 'month_first'

const MIDNIGHT = /[T ]00:00(?::00(?:\.0+)?)?$/
const WITH_POINTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/
const WITH_SLASHES = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/**
 * A date (`2026-12-24`, `24.12.2026`), or an instant with its zone. With slashes the file does not say what
 * is the day: `order` does.
 *
 * @throws InvalidValueError
 */
export function dueOf(text: string, order: DateOrder | undefined): { due_on: string } | { due_at: string } {
  const date = text.replace(MIDNIGHT, '')
  if (dateToDay(date) !== null) return { due_on: date }
  if (parseInstant(text) !== null) return { due_at: text }
  const due_on = written(date, order)
  if (due_on !== null && dateToDay(due_on) !== null) return { due_on }
  if (WITH_SLASHES.test(date) && order === undefined) {
    throw new InvalidValueError(
      'due',
      `is ${date}: say by dates=day_first or dates=month_first which of the two is the day`,
    )
  }
  if (/^\d{4}-/.test(text)) throw new InvalidValueError('due', instantProblem(text))
  throw new InvalidValueError(
    'due',
    `is "${shortened(text)}", and must be a date such as 2026-12-24 or 24.12.2026`,
  )
}

function written(text: string, order: DateOrder | undefined): string | null {
  const points = WITH_POINTS.exec(text)
  if (points) return dateOf(points[3], points[2], points[1])
  const slashes = WITH_SLASHES.exec(text)
  if (!slashes || !order) return null
  const [, first, second, year] = slashes
  return order === 'day_first' ? dateOf(year, second, first) : dateOf(year, first, second)
}

function dateOf(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
