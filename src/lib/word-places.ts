/**
 * Where words that are looked for stand in a text.
 *
 * Promises: the same as the index, which holds the words of lib/words.ts. Most texts are plain ASCII once
 * they are folded, and need not be cut: an expression finds the same there in a fraction of the time.
 */
import { fold, foldWithPlaces } from './fold.ts'
import { LONGEST_WORD, placedWordsIn, wordsIn } from './words.ts'

/** Words that are looked for one after the other. */
export interface Pattern {
  /** Each with a space before it, and one behind the last unless that may go on. */
  spaced: string
  first: string
  /** How many words of a text it covers. */
  length: number
  /** Finds it in plain text; `null` where it cannot be there. */
  plain: RegExp | null
}

export type Range = [from: number, to: number]

/** @param reach How many words it covers beyond its own. */
export function patternOf(words: string[], isPrefix: boolean, reach = 0): Pattern {
  return {
    spaced: ` ${words.join(' ')}${isPrefix ? '' : ' '}`,
    first: words[0] ?? '',
    length: words.length + reach,
    plain: plainOf(words, isPrefix),
  }
}

const PLAIN = /^[a-z0-9]*$/

function plainOf(words: string[], isPrefix: boolean): RegExp | null {
  if (!words.every((word) => PLAIN.test(word))) return null
  const end = isPrefix ? '[a-z0-9]*' : '(?![a-z0-9])'
  return new RegExp(`(?<![a-z0-9])${words.join('[^a-z0-9]+')}${end}`, 'g')
}

/** How often each of them stands in a text, up to a number. */
export function countPlaces(patterns: readonly Pattern[], text: string, most: number): number[] {
  const folded = fold(text)
  if (isPlain(folded)) return patterns.map(({ plain }) => (plain ? countMatches(plain, folded, most) : 0))
  const words = spacedWords(folded, patterns)
  return patterns.map((pattern) => placesIn(words, pattern, most).length)
}

/** Of all of them, in the text as it was written; in no order. */
export function listRanges(patterns: readonly Pattern[], text: string): Range[] {
  const { folded, beginOf, endOf } = foldWithPlaces(text)
  const ranges = isPlain(folded) ? plainRanges(patterns, folded) : wordRanges(patterns, folded)
  return ranges.map(([from, to]): Range => [beginOf(from), endOf(to)])
}

const ASCII = /^[\0-\x7f]*$/
/** Is cut, so that other words are looked for. */
const TOO_LONG = new RegExp(`[a-z0-9]{${LONGEST_WORD + 1}}`)

function isPlain(folded: string): boolean {
  return ASCII.test(folded) && !TOO_LONG.test(folded)
}

function countMatches(plain: RegExp, folded: string, most: number): number {
  let count = 0
  plain.lastIndex = 0
  while (count < most && plain.test(folded)) count += 1
  return count
}

function plainRanges(patterns: readonly Pattern[], folded: string): Range[] {
  const ranges: Range[] = []
  for (const { plain } of patterns) {
    if (!plain) continue
    plain.lastIndex = 0
    for (let found = plain.exec(folded); found; found = plain.exec(folded))
      ranges.push([found.index, plain.lastIndex])
  }
  return ranges
}

function wordRanges(patterns: readonly Pattern[], folded: string): Range[] {
  const words = spacedWords(folded, patterns)
  const sought = patterns.filter(({ spaced }) => words.includes(spaced))
  if (sought.length === 0) return []
  const placed = placedWordsIn(folded)
  return sought.flatMap((pattern) =>
    placesIn(words, pattern).map((place): Range => {
      const [first, last] = [placed[place], placed[place + pattern.length - 1] ?? placed.at(-1)]
      return [first?.from ?? 0, last?.to ?? 0]
    }),
  )
}

/** Nothing where none of the patterns can be there: a look costs less than cutting. */
function spacedWords(folded: string, patterns: readonly Pattern[]): string {
  if (!patterns.some(({ first }) => folded.includes(first))) return ''
  return ` ${wordsIn(folded).join(' ')} `
}

/** The numbers of the words with which it begins, as far as its places do not overlap. */
function placesIn(words: string, { spaced }: Pattern, most = Number.POSITIVE_INFINITY): number[] {
  const places: number[] = []
  // The space behind a word is the one before the next.
  const step = spaced.length - (spaced.endsWith(' ') ? 1 : 0)
  let [at, word] = [0, 0]
  for (let next = words.indexOf(spaced); next !== -1 && places.length < most; ) {
    for (; at < next; at = words.indexOf(' ', at + 1)) word += 1
    places.push(word)
    next = words.indexOf(spaced, next + step)
  }
  return places
}
