/**
 * Folds the characters of a text, so that what looks alike, or differs only in what people leave out
 * when they type, becomes the same: `Crème`, `CREME` and `Ｃreme` are `creme`.
 *
 * What is a letter and what parts words is decided by each character as it stands in the text, before
 * it is decomposed: ™ decomposes to letters, and would join the word before it. What comes out are
 * letters, digits and emoji, with characters between them that are neither.
 *
 * Promises: the same in every locale and on every engine, by properties of Unicode and the tables below
 * alone. What is not to be seen (soft hyphens, joiners, marks of direction, variation selectors) neither
 * parts nor joins anything.
 */

const UNSEEN = '[\\p{DI}--[\\u3164\\uffa0]]'
/** Accents, points and vowel signs with whatever is not to be seen: they go with the character before them. */
const ATTACHED = `[\\p{M}${UNSEEN}]`
const RAISED_DIGITS = '[\\u00b9\\u00b2\\u00b3\\u2070\\u2074-\\u2079]'
const RAISED_LETTERS =
  '[ªº\\u02b0-\\u02b8\\u02e0-\\u02e4\\u1d2c-\\u1d61\\u1d78\\u1d9b-\\u1dbf\\u2071\\u207f\\u2c7d]'

const VOWELS_OF_HANGUL = '[\\u1160-\\u11ff\\ud7b0-\\ud7fb]'
/**
 * What becomes lower case and nothing else: ASCII, and letters of Cyrillic, Hebrew, Arabic, Thai, kana, Han
 * and Hangul. Most texts have long runs of them, which need no look at each.
 */
export const SIMPLE = [
  '[\\0-\\x7fА-я',
  // Hebrew without its final letters; Arabic without what is another form of alef, yeh and heh.
  '\\u05d0-\\u05d9\\u05db\\u05dc\\u05de\\u05e0-\\u05e2\\u05e4\\u05e6-\\u05ea',
  '\\u0627\\u0628\\u062a-\\u063a\\u0641-\\u0648\\u064a',
  '\\u0e01-\\u0e30\\u0e32\\u0e40-\\u0e46ぁ-ゔー一-鿿가-힣]',
].join('')

/** Parts of a text that fold by themselves. */
const CLUSTERS = new RegExp(
  [
    `${SIMPLE}+(?!${ATTACHED}|${VOWELS_OF_HANGUL})`,
    // A flag; what is raised together; an emoji in a colour; a syllable of Hangul; a half-width kana.
    `(?:\\p{RI}{2}|${RAISED_DIGITS}+|${RAISED_LETTERS}+|\\p{EBase}\\ufe0f?\\p{EMod}`,
    `[\\u1100-\\u115f\\ua960-\\ua97c\\uac00-\\ud7a3]${VOWELS_OF_HANGUL}*`,
    `[\\uff66-\\uff9d][\\uff9e\\uff9f]?|.)${ATTACHED}*`,
  ].join('|'),
  'gsv',
)

const ASCII = /^[\0-\x7f]*$/
const IS_SIMPLE = new RegExp(`^${SIMPLE}*$`, 'v')
const RAISED = new RegExp(`^[${RAISED_DIGITS}${RAISED_LETTERS}]`, 'v')
const IS_RAISED_LETTER = new RegExp(`^${RAISED_LETTERS}`, 'v')
/** What a text ends with before an exponent, as in m² and 5km², or before the end of an abbreviation, as in 4ᵗʰ. */
const UNIT = /(?:^|[^\p{L}\p{M}])[a-zA-Zµμ]{1,2}$/v
const DIGIT_AT_END = /\p{N}$/v
/** Of a unit, with what may be attached to its letters. */
const LOOKED_BACK = 16

/** In what is folded already. */
export const EMOJI = '[[\\p{ExtPict}\\p{EMod}\\p{RI}]--[\\u00a9\\u00ae\\p{L}\\p{N}]]'

export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  let folded = ''
  let at = 0
  for (const cluster of text.match(CLUSTERS) ?? []) {
    folded += foldAt(text, at, cluster)
    at += cluster.length
  }
  return folded
}

/** A folded text, and where in the text each of its places begins and ends. */
export interface FoldedText {
  folded: string
  beginOf(place: number): number
  /** @param place The first one that does not belong to it any more. */
  endOf(place: number): number
}

export function foldWithPlaces(text: string): FoldedText {
  if (ASCII.test(text) || IS_SIMPLE.test(text)) {
    return { folded: text.toLowerCase(), beginOf: (place) => place, endOf: (place) => place }
  }
  let folded = ''
  let at = 0
  const begins: number[] = []
  const ends: number[] = []
  for (const cluster of text.match(CLUSTERS) ?? []) {
    const part = foldAt(text, at, cluster)
    const isSimple = IS_SIMPLE.test(cluster)
    for (let i = 0; i < part.length; i += 1) {
      begins.push(isSimple ? at + i : at)
      ends.push(isSimple ? at + i + 1 : at + cluster.length)
    }
    folded += part
    at += cluster.length
  }
  return { folded, beginOf: (place) => begins[place] ?? at, endOf: (place) => ends[place - 1] ?? 0 }
}

function foldAt(text: string, at: number, cluster: string): string {
  const part = foldCluster(cluster)
  if (!RAISED.test(cluster)) return part
  const before = text.slice(Math.max(0, at - LOOKED_BACK), at).replaceAll(ALL_UNSEEN, '')
  const belongs = UNIT.test(before) || (IS_RAISED_LETTER.test(cluster) && DIGIT_AT_END.test(before))
  // Behind other words it is a note.
  return belongs ? part : ` ${part}`
}

/** Of single characters mostly. */
const foldedClusters = new Map<string, string>()
const MOST_REMEMBERED = 20_000
const LONGEST_REMEMBERED = 4

function foldCluster(cluster: string): string {
  const known = foldedClusters.get(cluster)
  if (known !== undefined) return known
  if (IS_SIMPLE.test(cluster)) return cluster.toLowerCase()
  const folded = foldSeen(cluster.replaceAll(ALL_UNSEEN, ''))
  if (cluster.length <= LONGEST_REMEMBERED && foldedClusters.size < MOST_REMEMBERED) {
    foldedClusters.set(cluster, folded)
  }
  return folded
}

const ALL_UNSEEN = new RegExp(UNSEEN, 'gv')
const MARK = /^\p{M}/v
const FLAG = /^\p{RI}{2}/v
/** But for fillers, which look like spaces, and Arabic words that are one sign. */
const LETTER = /^[[\p{L}\p{Nd}\p{Nl}₀-₉]--[\u3164\uffa0\ufdf0-\ufdfb]]/v
/** Points of Arabic that stand by themselves. */
const LOOSE_POINTS = /^[\u037a\ufc5e-\ufc63\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e]/v

/** @param seen What is to be seen of a cluster: a character, and what is attached to it. */
function foldSeen(seen: string): string {
  // On nothing, at the beginning of a text.
  if (seen === '' || MARK.test(seen) || LOOSE_POINTS.test(seen)) return ''
  if (FLAG.test(seen)) return ` ${seen.slice(0, 4)} `
  if (RAISED.test(seen)) return `${foldLetters(seen)} `
  if (LETTER.test(seen)) return foldLetters(seen)
  return foldSign(String.fromCodePoint(seen.codePointAt(0) ?? 0))
}

/** They say something about a word, and are none: trade marks, and blessings behind a name. */
const REMARKS = /[™℠\ufdfa\ufdfb]/v
const IS_EMOJI = new RegExp(EMOJI, 'v')
const NUMBER = /\p{N}/v

/** What is made of letters or digits, such as №, ½ and ㎏, is a word by itself, and so is an emoji. */
function foldSign(sign: string): string {
  const plain = sign.normalize('NFKD')
  if (plain !== sign) return REMARKS.test(sign) ? ' ' : ` ${foldLetters(plain)} `
  if (IS_EMOJI.test(sign)) return ` ${sign} `
  return NUMBER.test(sign) ? sign : ' '
}

const MARKED = /(\P{M})(\p{M}+)/gv

function foldLetters(letters: string): string {
  const plain = letters
    .normalize('NFKD')
    .replaceAll(MARKED, (_, base: string, marks: string) => base + keptMarks(base, marks))
  // To lower, upper and lower case again: ß and ẞ are ss, and ı is i.
  const lower = plain.toLowerCase().toUpperCase().toLowerCase()
  let folded = ''
  for (const letter of lower.normalize('NFC')) folded += foldLetter(letter)
  return folded
}

/** Scripts whose marks are accents and points, which people leave out. In others they are vowels. */
const WITH_ACCENTS =
  /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Common}]/v
/** With their marks these are letters of their own: й, ў and ї. */
const OWN_LETTERS = new Set(['и\u0306', 'у\u0306', 'і\u0308'])
/** Accents of every script, and the dot by which Devanagari writes foreign sounds. */
const ACCENT = /[\u0300-\u036f\u093c]/v
/** More than any writing has on one letter. */
const MOST_MARKS = 8

function keptMarks(base: string, marks: string): string {
  const isKept = WITH_ACCENTS.test(base)
    ? (mark: string) => OWN_LETTERS.has(base.toLowerCase() + mark)
    : (mark: string) => !ACCENT.test(mark)
  return [...marks].filter(isKept).slice(0, MOST_MARKS).join('')
}

/**
 * Letters that nobody has on another keyboard, after those of CLDR's Latin-ASCII, and forms of one letter
 * that differ by where it stands, or by the language: alef, yeh, kaf and heh, the final forms of Hebrew
 * and of sigma. Tatweel only stretches a word.
 */
const PLAIN = new Map(
  [
    'æ:ae œ:oe ø:o ł:l đ:d ð:d þ:th ħ:h ŧ:t ŋ:n ĸ:q ƀ:b ɓ:b ƃ:b ƈ:c ȼ:c ɖ:d ɗ:d ƌ:d ȡ:d ɛ:e ɇ:e ə:e ǝ:e',
    'ƒ:f ǥ:g ɠ:g ɡ:g ƕ:hv ɦ:h ⱨ:h ɨ:i ɩ:i ɪ:i ȷ:j ɉ:j ɟ:j ƙ:k ⱪ:k ƚ:l ɫ:l ⱡ:l ȴ:l ɬ:l ɱ:m ɲ:n ƞ:n ȵ:n ɔ:o ɵ:o',
    'ƣ:oi ƥ:p ᵽ:p ɍ:r ɽ:r ȿ:s ʂ:s ƭ:t ʈ:t ƫ:t ⱦ:t ȶ:t ʉ:u ʋ:v ỽ:v ⱳ:w ƴ:y ɏ:y ỿ:y ƶ:z ȥ:z ɀ:z ⱬ:z ʐ:z ⱥ:a ỻ:ll',
    'ς:σ ך:כ ם:מ ן:נ ף:פ ץ:צ ٱ:ا ى:ي ی:ي ک:ك ة:ه ہ:ه ـ:',
  ].flatMap((line) => line.split(' ').map((pair): [string, string] => [pair.slice(0, 1), pair.slice(2)])),
)
const NO_LETTER = /[^\p{L}\p{N}\p{M}]|[\p{DI}\u02b9-\u02cf\u02ec\u02ee\ua78b\ua78c]/v
const DIGIT = /\p{Nd}/v
const KATAKANA = /[\u30a1-\u30f6\u30fd\u30fe]/v
const KATAKANA_TO_HIRAGANA = 0x60

function foldLetter(letter: string): string {
  const plain = PLAIN.get(letter)
  if (plain !== undefined) return plain
  // Letters that are apostrophes part words, as apostrophes do.
  if (NO_LETTER.test(letter)) return ' '
  if (DIGIT.test(letter)) return digitOf(letter)
  if (!KATAKANA.test(letter)) return letter
  return String.fromCodePoint((letter.codePointAt(0) ?? 0) - KATAKANA_TO_HIRAGANA)
}

/** Digits stand in rows from nought to nine, in whatever script. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1
  return String(before % 10)
}
