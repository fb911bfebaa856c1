/**
 * What a document is, by its content and whatever its name says: one of the few kinds that people send as
 * a résumé, or none. A list of what is taken, and not of what is known: what is not plainly one of these is
 * nothing.
 */
import { isUtf8 } from 'node:buffer'
import { unpackedEntry, type ZipEntry, zipEntries } from './zip-directory.ts'

export const DOCUMENT_TYPES = {
  pdf: { media_type: 'application/pdf', ending: '.pdf' },
  docx: {
    media_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: '.docx',
  },
  odt: { media_type: 'application/vnd.oasis.opendocument.text', ending: '.odt' },
  rtf: { media_type: 'application/rtf', ending: '.rtf' },
  text: { media_type: 'text/plain', ending: '.txt' },
} as const

export type DocumentType = keyof typeof DOCUMENT_TYPES

const CONTENT_TYPES = '[Content_Types].xml'
const LONGEST_CONTENT_TYPES = 2 ** 20
const LONGEST_MIMETYPE = 100
const LOOKED_AT = 4_096
const UTF8 = new TextDecoder()
/** What a browser would take for a page or a picture, were it ever handed to one. */
const MARKUP = /^\s*<|<(?:!doctype|html|head|body|script|svg|iframe|\?xml)\b/i

/** `null` where it is nothing that is taken. */
export function documentTypeOf(content: Uint8Array): DocumentType | null {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.length, LOOKED_AT)).toString(
    'latin1',
  )
  if (/^%PDF-[12]\.\d/.test(head)) return 'pdf'
  if (/^\{\\rtf1/.test(head)) return 'rtf'
  if (head.startsWith('PK\x03\x04')) return typeOfZip(content)
  return isText(content) ? 'text' : null
}

function typeOfZip(content: Uint8Array): DocumentType | null {
  const entries = zipEntries(content)
  if (!entries) return null
  const has = (name: string) => entries.some((one) => one.name === name)
  if (has(CONTENT_TYPES) && has('word/document.xml')) return runsMacros(content, entries) ? null : 'docx'
  if (entries.some(({ name }) => /^(basic|scripts)\//i.test(name))) return null
  const type = unpackedEntry(content, entries, 'mimetype', LONGEST_MIMETYPE)
  const isOdt = type !== null && Buffer.from(type).toString('latin1').trim() === DOCUMENT_TYPES.odt.media_type
  return isOdt && has('content.xml') ? 'odt' : null
}

/**
 * By what its parts are said to be, whatever they are called: a reader goes by that. Nobody writes it by
 * the numbers of its characters but who hides something.
 */
function runsMacros(content: Uint8Array, entries: readonly ZipEntry[]): boolean {
  const types = unpackedEntry(content, entries, CONTENT_TYPES, LONGEST_CONTENT_TYPES)
  if (types === null || entries.some(({ name }) => /vbaproject\.bin$/i.test(name))) return true
  // In UTF-16 every other byte is 0.
  const said = Buffer.from(types).toString('latin1').replaceAll('\0', '')
  return /macroenabled|vbaproject|&#/i.test(said)
}

/** Of megabytes, too: no more of it is decoded than has to be looked at as a text. */
function isText(content: Uint8Array): boolean {
  if (!isUtf8(content) || hasControls(content)) return false
  const head = UTF8.decode(content.subarray(0, 4 * LOOKED_AT)).slice(0, LOOKED_AT)
  if (MARKUP.test(head)) return false
  return head.trim() !== '' || UTF8.decode(content).trim() !== ''
}

/** Control characters beyond those that texts have: in UTF-8, from U+0080 on they are two bytes. */
function hasControls(content: Uint8Array): boolean {
  for (let i = 0; i < content.length; i += 1) {
    const byte = content[i] ?? 0
    if (byte < 0x20 ? byte < 0x09 || byte > 0x0d : byte === 0x7f) return true
    if (byte === 0xc2) {
      const next = content[i + 1] ?? 0
      if (next < 0xa0 && next !== 0x85) return true
    }
  }
  return false
}
