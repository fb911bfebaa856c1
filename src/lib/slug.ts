/**
 * A text as it may stand in a URL and on a command line: `Ünïcode Org` is `unicode-org`, `Привет` is
 * `privet`. Letters of Latin lose their accents; Cyrillic and Greek are written as in passports; what is
 * of other scripts is left out, since their sounds do not follow from single letters.
 */
import { fold } from './fold.ts'

/** In characters. */
export const LONGEST_SLUG = 40

const LETTERS = new Map(
  [
    'а:a б:b в:v г:g ґ:g д:d е:e ё:e є:ie ж:zh з:z и:i і:i ї:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t',
    'у:u ў:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ:ie ы:y ь: э:e ю:iu я:ia ђ:dj ј:j љ:lj њ:nj ћ:c џ:dz',
    'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s τ:t υ:y φ:f χ:ch ψ:ps ω:o',
  ].flatMap((line) =>
    line
      .split(' ')
      .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)] as const),
  ),
)

/** @returns An empty text where nothing of it can be written so. */
export function slugOf(text: string): string {
  const letters = Array.from(fold(text), (letter) => LETTERS.get(letter) ?? letter)
  return letters
    .join('')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, LONGEST_SLUG)
    .replace(/-$/, '')
}
