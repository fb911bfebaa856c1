/**
 * Which of the known names somebody meant who wrote an unknown one: `occured_at` for `occurred_at`,
 * `expires` for `expires_at`, `due_date` for `due_on`, `status[]` for `status`.
 *
 * Names are compared without case and punctuation, and with words that mean the same made equal.
 * Else the one that takes the fewest typing errors, of which a third of the letters may be; else one
 * that begins alike; else one that has the first word in common.
 */
export function nearestName(given: string, known: Iterable<string>): string | null {
  if (given.length > LONGEST_NAME) return null
  const wanted = comparable(given)
  let [nearest, least]: [string | null, number] = [null, Number.POSITIVE_INFINITY]
  for (const name of known) {
    const distance = distanceBetween(wanted, comparable(name))
    if (distance < least) [nearest, least] = [name, distance]
  }
  return nearest
}

const LONGEST_NAME = 100

/** Of what ends a name: dates are `_on` here, instants `_at`. */
const SAME_WORDS: Record<string, string> = {
  date: 'on',
  day: 'on',
  time: 'at',
  datetime: 'at',
  timestamp: 'at',
}

function comparable(name: string): string {
  const words =
    name
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word, i) => (i > 0 ? (SAME_WORDS[word] ?? word) : word)).join(' ')
}

/** Whole numbers are typing errors; what comes after them begins at 50. Infinite where nothing is alike. */
function distanceBetween(given: string, name: string): number {
  const [a, b] = [given.replaceAll(' ', ''), name.replaceAll(' ', '')]
  if (a === b) return 0
  const errors = typingErrors(a, b)
  if (errors <= Math.max(1, Math.floor(Math.min(a.length, b.length) / 3))) return errors
  const isBeginning = Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a))
  if (isBeginning) return 50 + errors
  const [first, other] = [given.split(' ')[0], name.split(' ')[0]]
  return first === other && a !== '' ? 500 + errors : Number.POSITIVE_INFINITY
}

/** The fewest letters to add, drop, change, or swap with the next one (optimal string alignment). */
export function typingErrors(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const cost = Math.min(
        at(row, j) + 1,
        at(next, j - 1) + 1,
        at(row, j - 1) + (isSame ? 0 : 1),
        isSwap ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
      next.push(cost)
    }
    ;[before, row] = [row, next]
  }
  return at(row, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
