/** ISO 8601, with seconds and fractions optional and the zone not. */
const ISO_INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i

/**
 * The instant that a text from outside names, in epoch ms; `null` when it names none.
 *
 * A date that the calendar lacks is none: the runtime would read February 31 as March 3. Nor is one
 * whose zone takes it out of the years of four digits: it could be said, and not be read again.
 */
export function parseInstant(text: string): number | null {
  const [, date = ''] = ISO_INSTANT.exec(text) ?? []
  const at = Date.parse(text)
  return Number.isNaN(at) || !isDate(date) || at < FIRST || at > LAST ? null : at
}

const FIRST = Date.parse('0000-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}
