/**
 * The words of a text, as they are searched: without regard to case, accents and the forms in which
 * Unicode writes the same. `Crème-brûlée №5` holds `creme`, `brulee`, `no` and `5`.
 *
 * Promises: the same on every engine and in every locale, since no database has a say in it. Scripts
 * that put no spaces between words (Chinese, Japanese, Thai …) give a word for each letter: a word of
 * theirs is then found as a phrase.
 */

/** What is longer is cut into several words, one after the other. */
const LONGEST_WORD = 64

const LETTERS = '\\p{L}\\p{N}\\p{M}'
const SPACELESS =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
/** A letter that is a word by itself, and one that makes words with others: for use in expressions. */
export const ALONE = `[[${SPACELESS}]&&[${LETTERS}]]`
export const JOINED = `[[${LETTERS}]--[${SPACELESS}]]`
export const NO_LETTER = `[^${LETTERS}]`

const WORDS = new RegExp(`${ALONE}|${JOINED}{1,${LONGEST_WORD}}`, 'gv')
const ASCII = /^[\0-\x7f]*$/
const ACCENTS = /[\u0300-\u036f]/g

/** At most as many as there are characters. */
const foldedCharacters = new Map<string, string>()

export function wordsOf(text: string): string[] {
  return fold(text).match(WORDS) ?? []
}

export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  let folded = ''
  for (const character of text.normalize('NFC')) folded += foldCharacter(character)
  return folded
}

/** A folded text, and where in the text (in its composed form, NFC) each of its places was. */
export interface FoldedText {
  plain: string
  folded: string
  /** Of one place more than there are: the last is the end. */
  placeOf(foldedPlace: number): number
}

export function foldWithPlaces(text: string): FoldedText {
  const plain = text.normalize('NFC')
  if (ASCII.test(plain)) return { plain, folded: plain.toLowerCase(), placeOf: (place) => place }
  let folded = ''
  let at = 0
  const places: number[] = []
  for (const character of plain) {
    const one = foldCharacter(character)
    for (let i = 0; i < one.length; i += 1) places.push(at)
    folded += one
    at += character.length
  }
  return { plain, folded, placeOf: (place) => places[place] ?? plain.length }
}

/** By itself, so that a text folds in the same way wherever it is cut. */
function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character)
  if (known !== undefined) return known
  const bare = character.normalize('NFKD').replaceAll(ACCENTS, '')
  // To lower, upper and lower case again: ß and ẞ are ss, and σ and ς are one.
  const folded = bare.toLowerCase().toUpperCase().toLowerCase().normalize('NFC')
  foldedCharacters.set(character, folded)
  return folded
}
