/**
 * The words of a text, as they are searched: `Crème-brûlée №5` holds `creme`, `brulee`, `no` and `5`.
 * What counts as the same letter is said in fold.ts; here folded texts are cut.
 *
 * A word is a run of letters and digits of one alphabet: `ID` is one in `הID`. An emoji is one by itself.
 * Scripts that put no spaces between words (Chinese, Japanese, Thai …), and Korean, which puts endings
 * behind them, are cut into overlapping pairs of characters, and the last of a run by itself:
 *
 *   text    東京都の   東京 京都 都の の
 *   sought  京都       京都            京都の   京都 都の        都   whatever begins with 都
 *
 * so that any part of a run is found as a word or a phrase of words, each rarer than its characters.
 *
 * Promises: nothing between two words of a text changes either of them.
 */
import { EMOJI, fold } from './fold.ts'

/** What is longer is cut into several words, one after the other. */
export const LONGEST_WORD = 64

const classOf = (scripts: string[]) => `[${scripts.map((script) => `\\p{scx=${script}}`).join('')}]`

const UNSPACED = classOf([
  ...['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar'],
  ...['Yi', 'Tangut', 'Nushu', 'Tai_Le', 'New_Tai_Lue', 'Tai_Tham', 'Javanese', 'Balinese'],
])
const UNSPACED_LETTER = `[${UNSPACED}&&[\\p{L}\\p{N}]]`
const SPACED = `[[\\p{L}\\p{N}\\p{M}]--${UNSPACED}]`
/** Greek with Latin, whose letters are mixed in units (µm). */
const ALPHABETS = ['[\\p{sc=Latin}\\p{sc=Greek}]', '\\p{sc=Cyrillic}', '\\p{sc=Hebrew}', '\\p{sc=Arabic}']
/** Goes with any of them. */
const NEUTRAL = `[${SPACED}&&[\\p{N}\\p{M}\\p{sc=Common}]]`
const ALPHABET_LETTERS = [
  ...ALPHABETS.map((alphabet) => `[${SPACED}&&[${alphabet}]]`),
  `[${SPACED}--[${ALPHABETS.join('')}${NEUTRAL}]]`,
]

const RUNS = new RegExp(
  [
    `(?:${UNSPACED_LETTER}\\p{M}*)+`,
    `${NEUTRAL}*(?:${ALPHABET_LETTERS.map((letters) => `${letters}[${letters}${NEUTRAL}]*`).join('|')})`,
    `[${NEUTRAL}--\\p{M}]${NEUTRAL}*`,
    `\\p{RI}{1,2}|${EMOJI}`,
  ].join('|'),
  'gv',
)
const ASCII_WORDS = /[a-z0-9]+/g
const ASCII = /^[\0-\x7f]*$/
const IS_UNSPACED = new RegExp(`^${UNSPACED_LETTER}`, 'v')
/** Before Thai there is none: most runs need no look at their letters. */
const FIRST_UNSPACED = '\u0e00'
const CHARACTERS = /\P{M}\p{M}*/gv
const HAS_MARKS = /\p{M}/v
const PIECES = new RegExp(`.{1,${LONGEST_WORD}}`, 'gsv')

export function wordsOf(text: string): string[] {
  return wordsIn(fold(text))
}

/** Of a text that is folded already: each of them stands in it. */
export function wordsIn(folded: string): string[] {
  const words: string[] = []
  for (const run of runsOf(folded)) {
    if (isWord(run)) words.push(run)
    else words.push(...wordsOfRun(run))
  }
  return words
}

/** What a text holds one after the other where another is found in it. */
export interface Phrase {
  words: string[]
  /** Whether the last of them is one character of a longer run, and the beginning of a pair there. */
  isOpen: boolean
  /** Whether the last of them is a pair, and reaches over the next word. */
  endsInPair: boolean
}

export function phraseOf(text: string): Phrase {
  const runs = runsOf(fold(text))
  const words = runs.flatMap(wordsOfRun)
  const last = runs.at(-1) ?? ''
  if (!isUnspaced(last)) return { words, isOpen: false, endsInPair: false }
  const endsInPair = partsOf(last).length > 1
  return { words: endsInPair ? words.slice(0, -1) : words, isOpen: !endsInPair, endsInPair }
}

/** A word of a folded text. Of pairs each has the place of its first character. */
export interface PlacedWord {
  word: string
  from: number
  to: number
}

export function placedWordsIn(folded: string): PlacedWord[] {
  let to = 0
  return wordsIn(folded).map((word) => {
    // Between two words nothing stands that could be taken for the second.
    const from = folded.indexOf(word, to)
    to = from + (isUnspaced(word) ? firstCharacter(word) : word).length
    return { word, from, to }
  })
}

function firstCharacter(word: string): string {
  return word.match(CHARACTERS)?.[0] ?? word
}

function runsOf(folded: string): string[] {
  return folded.match(ASCII.test(folded) ? ASCII_WORDS : RUNS) ?? []
}

function isWord(run: string): boolean {
  return run.length <= LONGEST_WORD && !isUnspaced(run)
}

function isUnspaced(run: string): boolean {
  return run >= FIRST_UNSPACED && IS_UNSPACED.test(run)
}

function wordsOfRun(run: string): string[] {
  const parts = partsOf(run)
  if (!isUnspaced(run)) return parts
  for (let i = 0; i < parts.length - 1; i += 1) parts[i] += parts[i + 1] ?? ''
  return parts
}

function partsOf(run: string): string[] {
  if (isUnspaced(run)) return HAS_MARKS.test(run) ? (run.match(CHARACTERS) ?? []) : [...run]
  return run.length <= LONGEST_WORD ? [run] : (run.match(PIECES) ?? [])
}
