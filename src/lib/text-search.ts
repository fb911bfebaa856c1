/**
 * What somebody looks for in texts, as they typed it.
 *
 *   roses thorns      both words, anywhere
 *   "red roses"       one after the other
 *   gard*             words that begin so, from three letters on
 *
 * Promises: whatever is typed means something, if only nothing. What a search finds, how well a text
 * fits and which of its parts are shown is the same on every engine.
 */
import { ALONE, fold, foldWithPlaces, JOINED, NO_LETTER, wordsOf } from './words.ts'

export const LONGEST_SEARCH = 200
const MOST_TERMS = 10
const MOST_WORDS = 30
const SHORTEST_PREFIX = 3

/** Words that stand together, at least one. */
export interface Term {
  words: string[]
  /** Whether the last word may go on. */
  isPrefix: boolean
}

export interface TextSearch {
  /** All of them must be there. */
  terms: Term[]
  /** For each term: finds it in a folded text. Its first group is what was meant. */
  patterns: RegExp[]
}

export interface Segment {
  text: string
  match: boolean
}

/** @returns `null` when there is no word in it. */
export function parseTextSearch(typed: string): TextSearch | null {
  const terms = new Map<string, Term>()
  let words = 0
  for (const [, quoted, bare = ''] of typed.matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
    const term = termOf(quoted ?? bare, quoted === undefined)
    words += term.words.length
    if (words > MOST_WORDS || terms.size === MOST_TERMS) break
    if (term.words.length > 0) terms.set(JSON.stringify(term), term)
  }
  if (terms.size === 0) return null
  const all = [...terms.values()]
  return { terms: all, patterns: all.map(patternOf) }
}

/** What is no word but holds some, such as `e-mail`, is a phrase. */
function termOf(typed: string, mayBePrefix: boolean): Term {
  const words = wordsOf(typed)
  const isLong = [...(words.at(-1) ?? '')].length >= SHORTEST_PREFIX
  return { words, isPrefix: mayBePrefix && typed.endsWith('*') && isLong }
}

const STANDS_ALONE = new RegExp(`^${ALONE}$`, 'v')

/** Words hold letters and digits alone, so nothing in them has a meaning in an expression. */
function patternOf({ words, isPrefix }: Term): RegExp {
  const alone = words.map((word) => STANDS_ALONE.test(word))
  const between = (i: number) => (alone[i] || alone[i - 1] ? `${NO_LETTER}*` : `${NO_LETTER}+`)
  const text = words.map((word, i) => (i === 0 ? word : between(i) + word)).join('')
  const begin = alone[0] ? '' : `(?:^|[^${JOINED}])`
  const end = isPrefix ? `${JOINED}*` : alone.at(-1) ? '' : `(?!${JOINED})`
  return new RegExp(`${begin}(${text}${isPrefix ? end : ''})${isPrefix ? '' : end}`, 'gv')
}

const TITLE_POINTS = 8
const MOST_COUNTED = 4

/**
 * How well a text fits: eight points for each term in the title, and one for each of its first four
 * places in the body. It rests on nothing but the text, so that it tells nothing of others.
 */
export function scoreOf({ patterns }: TextSearch, title: string, body: string): number {
  const [foldedTitle, foldedBody] = [fold(title), fold(body)]
  let score = 0
  for (const pattern of patterns) {
    if (foldedTitle.search(pattern) !== -1) score += TITLE_POINTS
    score += countMatches(pattern, foldedBody)
  }
  return score
}

function countMatches(pattern: RegExp, folded: string): number {
  let count = 0
  pattern.lastIndex = 0
  while (count < MOST_COUNTED && pattern.test(folded)) count += 1
  return count
}

/** The whole text in parts, those that were looked for marked. */
export function highlight(search: TextSearch, text: string): Segment[] {
  const { plain, ranges } = findRanges(search, text)
  return segmentsOf(plain, ranges)
}

const EXCERPT_LENGTH = 200
const BEFORE_MATCH = 60

/** Some 200 characters of a text around the first place of what was looked for, in parts as above. */
export function excerpt(search: TextSearch, text: string): Segment[] {
  const { plain, first } = findFirst(search, text)
  const from = first <= BEFORE_MATCH ? 0 : wordBorder(plain, first - BEFORE_MATCH, first)
  const to = Math.max(from, lastBorder(plain, from + EXCERPT_LENGTH))
  const segments = highlight(search, plain.slice(from, to))
  if (from > 0) segments.unshift({ text: '… ', match: false })
  if (to < plain.length) segments.push({ text: ' …', match: false })
  return segments
}

/** @returns The composed text, and the place in it; its beginning where nothing is found. */
function findFirst({ patterns }: TextSearch, text: string): { plain: string; first: number } {
  const { plain, folded, placeOf } = foldWithPlaces(text)
  const places = patterns.map((pattern) => folded.search(pattern)).filter((place) => place !== -1)
  return { plain, first: places.length === 0 ? 0 : placeOf(Math.min(...places)) }
}

type Range = [from: number, to: number]

/** In their order, none within another. */
function findRanges({ patterns }: TextSearch, text: string): { plain: string; ranges: Range[] } {
  const { plain, folded, placeOf } = foldWithPlaces(text)
  const found = patterns.flatMap((pattern) =>
    [...folded.matchAll(pattern)].map((match): Range => {
      const end = match.index + match[0].length
      return [placeOf(end - (match[1] ?? '').length), placeOf(end)]
    }),
  )
  const ranges: Range[] = []
  for (const [from, to] of found.sort(([a], [b]) => a - b)) {
    const last = ranges.at(-1)
    if (last && from < last[1]) last[1] = Math.max(last[1], to)
    else ranges.push([from, to])
  }
  return { plain, ranges }
}

function segmentsOf(plain: string, ranges: Range[]): Segment[] {
  const segments: Segment[] = []
  let at = 0
  const add = (until: number, match: boolean) => {
    if (until > at) segments.push({ text: plain.slice(at, until), match })
    at = Math.max(at, until)
  }
  for (const [start, end] of ranges) {
    add(start, false)
    add(end, true)
  }
  add(plain.length, false)
  return segments
}

/** The first place after a space, from `from` on and no later than `until`. */
function wordBorder(plain: string, from: number, until: number): number {
  const space = plain.slice(from, until).search(/\s/)
  return space === -1 ? wholeCharacter(plain, from) : from + space + 1
}

/** The last space before `at`, unless it is far; `at` where the text is no longer. */
function lastBorder(plain: string, at: number): number {
  if (at >= plain.length) return plain.length
  const space = plain.lastIndexOf(' ', at)
  return space > at - BEFORE_MATCH ? space : wholeCharacter(plain, at)
}

/** Not between the halves of one. */
function wholeCharacter(plain: string, at: number): number {
  const code = plain.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}
