/**
 * Instants as databases and languages write them: ISO 8601 and RFC 3339, and what is near to them.
 *
 *   2026-03-08T12:00:00Z                       RFC 3339, with any number of decimals
 *   2026-03-08 12:00:00.123456+00              Postgres; the hour alone, `+05:30`, `+0530`, `-00:44:30`
 *   2026-03-08 12:00:00.1234567 +05:30         SQL Server, Snowflake
 *   2026-03-08 12:00:00 UTC                    BigQuery, Ruby; `GMT`, too
 *   2026-03-08 12:00:00.123456789 +0000 UTC    Go: the abbreviation (or ` +05`) says nothing more
 *   2026-03-08T12:00:00+01:00[Europe/Berlin]   Java (RFC 9557): neither does the name
 *
 * Whatever says no zone is no instant, and is refused, and so are years before Christ (`BC` of
 * Postgres is no abbreviation of a zone). Beyond milliseconds decimals are cut off.
 * `24:00` is the next midnight, and a leap second (`23:59:60` in UTC) the second after it, as POSIX has it.
 */
import { InvalidValueError } from '../app-error.ts'

const WRITTEN =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)? ?(?:UTC|GMT|(?:Z|([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?(?: (?!BC$)[A-Z]{2,5}| [+-]\d\d(?:\d\d)?)?)(?:\[[A-Z][\w/+-]*\])?)$/i
/** The same without its zone, for the words of a refusal. */
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?$/i
/** In a query, `+` means a space. */
const LOST_PLUS = /\d \d\d(?::?\d\d)?$/

const DAY_MS = 86_400_000
const FIRST = Date.parse('0001-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * The instant that a text from outside names, in epoch ms; `null` when it names none.
 *
 * A date that the calendar lacks is none: the runtime would read February 31 as March 3. Nor is one
 * whose zone takes it out of the years of four digits: it could be said, and not be read again.
 */
export function parseInstant(text: string): number | null {
  const parts = WRITTEN.exec(text)
  if (!parts) return null
  const number = (place: number) => Number(parts[place] ?? 0)
  const midnight = midnightOf(number(1), number(2), number(3))
  const [hour, minute, second] = [number(4), number(5), number(6)]
  const ms = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'))
  if (midnight === null || !isTime(hour, minute, second, ms) || !isOffset(number(9), number(10), number(11)))
    return null
  const offset = ((number(9) * 60 + number(10)) * 60 + number(11)) * 1000 * (parts[8] === '-' ? -1 : 1)
  const at = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + ms - offset
  if (second === 60 && (at - ms) % DAY_MS !== 0) return null
  return at < FIRST || at > LAST ? null : at
}

/** Why a text is no instant, to be read after the name of its field. */
export function instantProblem(text: string): string {
  const must = 'must be ISO 8601 with a zone, such as 2026-03-08T12:00:00Z'
  if (WITHOUT_ZONE.test(text)) return `${must}: it says no zone, such as Z or +02:00`
  if (LOST_PLUS.test(text)) return `${must}: write %2B for the + of the zone in a query`
  return WRITTEN.test(text) ? `${must}: there is no such date, time or zone` : must
}

/** Epoch ms in UTC; `null` where the calendar has no such day. */
function midnightOf(year: number, month: number, day: number): number | null {
  const at = new Date(0).setUTCFullYear(year, month - 1, day)
  const is = new Date(at)
  return is.getUTCMonth() === month - 1 && is.getUTCDate() === day ? at : null
}

function isTime(hour: number, minute: number, second: number, ms: number): boolean {
  if (hour === 24) return minute + second + ms === 0
  return hour < 24 && minute < 60 && second <= 60
}

function isOffset(hours: number, minutes: number, seconds: number): boolean {
  return hours < 24 && minutes < 60 && seconds < 60
}

/** As `parseInstant`, of a field. @throws InvalidValueError */
export function instantNamed(field: string, text: string): number {
  const at = parseInstant(text)
  if (at === null) throw new InvalidValueError(field, instantProblem(text))
  return at
}
