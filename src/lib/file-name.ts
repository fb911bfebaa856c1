/** Names of files from outside: kept for people to read, and never a path. */

import { isBlank } from './text.ts'

const LONGEST = 200
const LONGEST_ENDING = 10
const OWN_ENDING = /\.[a-z0-9]{1,9}$/i
/** Control characters, half pairs, what turns the direction of a text, and what has no width. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu
/** What has a meaning in paths, in shells of Windows, or at the beginning of a name. */
const SPECIAL = /[<>:"|?*]/g

/**
 * The last part of what may be a path, without what nobody sees, and with the ending of what it is: what
 * calls itself `cv.exe` and is a PDF is `cv.exe.pdf`.
 *
 * @param ending Such as `.pdf`; where it is left out, the name keeps its own.
 */
export function cleanFileName(given: string, ending?: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const seen = last.replaceAll(UNSEEN, '').replaceAll(SPECIAL, '_').replaceAll(/\s+/g, ' ').trim()
  const stem = bare(seen)
  const wanted = ending ?? OWN_ENDING.exec(stem)?.[0].toLowerCase() ?? ''
  const named = isBlank(stem) || `.${stem.toLowerCase()}` === wanted ? 'file' : stem
  if (wanted === '' || !named.toLowerCase().endsWith(wanted))
    return `${cut(named, LONGEST - LONGEST_ENDING)}${wanted}`
  return `${cut(named.slice(0, -wanted.length), LONGEST - LONGEST_ENDING)}${named.slice(-wanted.length)}`
}

/** Without points and spaces at its ends. A pattern for its end would begin anew at each of many within it. */
function bare(name: string): string {
  let end = name.length
  while (end > 0 && ' .'.includes(name.charAt(end - 1))) end -= 1
  return name.slice(0, end).replace(/^[. ]+/, '')
}

/** By characters, so that no pair is parted. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : [...text.slice(0, most)].join('').replace(/[\ud800-\udbff]$/u, '')
}

/** A download under this name (RFC 6266, RFC 8187): in ASCII for old clients, and as it is. */
export function attachmentNamed(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
