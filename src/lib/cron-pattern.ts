/** Whether five fields say when a job runs: minute, hour, day of the month, month, day of the week. */
const FIELDS: [least: number, most: number, names: string][] = [
  [0, 59, ''],
  [0, 23, ''],
  [1, 31, ''],
  [1, 12, 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'],
  [0, 7, 'SUN MON TUE WED THU FRI SAT'],
]

export function isCronPattern(text: string): boolean {
  const fields = text.trim().split(/\s+/)
  return (
    fields.length === FIELDS.length && fields.every((field, i) => isField(field, FIELDS[i] ?? [0, 0, '']))
  )
}

function isField(field: string, [least, most, names]: [number, number, string]): boolean {
  return field.split(',').every((part) => {
    const found = /^(?:\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:\/(\d+))?$/i.exec(part)
    if (!found) return false
    const [from, to] = [numberOf(found[1], least, names), numberOf(found[2], most, names)]
    const step = Number(found[3] ?? 1)
    return from >= least && to <= most && (found[2] === undefined || from <= to) && from <= most && step >= 1
  })
}

/** @returns NaN for what is none. */
function numberOf(text: string | undefined, fallback: number, names: string): number {
  if (text === undefined) return fallback
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const at = names.split(' ').indexOf(text.toUpperCase())
  return at === -1 || names === '' ? Number.NaN : at + (names.startsWith('JAN') ? 1 : 0)
}
