/**
 * What somebody looks for in texts, as they typed it.
 *
 *   roses thorns      both words, anywhere
 *   "red roses"       one after the other
 *   gard*             words that begin so, from three letters on
 *
 * Promises: whatever is typed means something, if only nothing. What a search finds, how well a text
 * fits and which of its parts are shown rests on the words of lib/words.ts alone, as the index does, and
 * is the same on every engine.
 */
import { countPlaces, listRanges, type Pattern, patternOf, type Range } from './word-places.ts'
import { phraseOf } from './words.ts'

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
  patterns: Pattern[]
}

export interface Segment {
  text: string
  match: boolean
}

/** As telephones and other keyboards write them. */
const QUOTES = /[“”„‟＂]/g
const STARS = /＊/g

/** @returns `null` when there is no word in it. */
export function parseTextSearch(typed: string): TextSearch | null {
  const terms = new Map<string, { term: Term; pattern: Pattern }>()
  let words = 0
  const plain = typed.replaceAll(QUOTES, '"').replaceAll(STARS, '*')
  for (const [, quoted, bare = ''] of plain.matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
    if (words === MOST_WORDS || terms.size === MOST_TERMS) break
    const one = termOf(quoted ?? bare, quoted === undefined, MOST_WORDS - words)
    words += one.term.words.length
    if (one.term.words.length > 0) terms.set(JSON.stringify(one.term), one)
  }
  if (terms.size === 0) return null
  const all = [...terms.values()]
  return { terms: all.map(({ term }) => term), patterns: all.map(({ pattern }) => pattern) }
}

/** What is no word but holds some, such as `e-mail`, is a phrase: of a long one, the beginning. */
function termOf(typed: string, mayBePrefix: boolean, most: number): { term: Term; pattern: Pattern } {
  const { words, isOpen, endsInPair } = phraseOf(typed)
  if (words.length > most) return plainTerm(words.slice(0, most))
  const isLong = !endsInPair && [...(words.at(-1) ?? '')].length >= SHORTEST_PREFIX
  const isPrefix = isOpen || (mayBePrefix && typed.endsWith('*') && isLong)
  return { term: { words, isPrefix }, pattern: patternOf(words, isPrefix, endsInPair ? 1 : 0) }
}

function plainTerm(words: string[]): { term: Term; pattern: Pattern } {
  return { term: { words, isPrefix: false }, pattern: patternOf(words, false) }
}

const TITLE_POINTS = 8
const MOST_COUNTED = 4

/**
 * How well a text fits: eight points for each term in the title, and one for each of its first four
 * places in the body. It rests on nothing but the text, so that it tells nothing of others.
 */
export function scoreOf({ patterns }: TextSearch, title: string, body: string): number {
  const inTitle = countPlaces(patterns, title, 1)
  const inBody = countPlaces(patterns, body, MOST_COUNTED)
  return TITLE_POINTS * sum(inTitle) + sum(inBody)
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

/** The whole text in parts, those that were looked for marked. */
export function highlight(search: TextSearch, text: string): Segment[] {
  return segmentsOf(text, findRanges(search, text), 0, text.length)
}

const EXCERPT_LENGTH = 200
const BEFORE_MATCH = 60

/** Some 200 characters of a text around the first place of what was looked for, in parts as above. */
export function excerpt(search: TextSearch, text: string): Segment[] {
  const ranges = findRanges(search, text)
  const first = ranges[0]?.[0] ?? 0
  const from = first <= BEFORE_MATCH ? 0 : wordBorder(text, first - BEFORE_MATCH, first)
  const to = Math.max(from, lastBorder(text, from + EXCERPT_LENGTH))
  const segments = segmentsOf(text, ranges, from, to)
  if (from > 0) segments.unshift({ text: '… ', match: false })
  if (to < text.length) segments.push({ text: ' …', match: false })
  return segments
}

/** In their order, none within another. */
function findRanges({ patterns }: TextSearch, text: string): Range[] {
  const ranges: Range[] = []
  for (const [from, to] of listRanges(patterns, text).sort(([a], [b]) => a - b)) {
    const last = ranges.at(-1)
    if (last && from < last[1]) last[1] = Math.max(last[1], to)
    else ranges.push([from, to])
  }
  return ranges
}

/** What is between two places of a text. */
function segmentsOf(text: string, ranges: Range[], from: number, to: number): Segment[] {
  const segments: Segment[] = []
  let at = from
  const add = (until: number, match: boolean) => {
    const end = Math.min(until, to)
    if (end > at) segments.push({ text: text.slice(at, end), match })
    at = Math.max(at, end)
  }
  for (const [start, end] of ranges) {
    add(start, false)
    add(end, true)
  }
  add(to, false)
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

const HALF_OR_ATTACHED = /[\udc00-\udfff\p{M}\p{DI}]/v
/** More than one character has, joined emoji aside. */
const LONGEST_CHARACTER = 16

/** Not within one. */
function wholeCharacter(plain: string, at: number): number {
  for (let begin = at; begin > at - LONGEST_CHARACTER; begin -= 1) {
    if (!HALF_OR_ATTACHED.test(plain.charAt(begin))) return begin
  }
  return at
}
