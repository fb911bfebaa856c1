/** ISO 8601, with seconds and fractions optional and the zone not. */
const ISO_INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i

/**
 * The instant that a text from outside names, in epoch ms; `null` when it names none.
 *
 * A date that the calendar lacks is none: the runtime would read February 31 as March 3.
 */
export function parseInstant(text: string): number | null {
  const [, date = ''] = ISO_INSTANT.exec(text) ?? []
  const at = Date.parse(text)
  return Number.isNaN(at) || !isDate(date) ? null : at
}

function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}
