/**
 * What a content is, by itself and whatever its name says: one of the few kinds that are known, or nothing
 * that anybody would open by itself. SVG and pages are documents with scripts, and unknown here.
 */
import { DOCUMENT_TYPES, type DocumentType, documentTypeOf } from './document-type.ts'

export const UNKNOWN_TYPE = 'application/octet-stream'

export const DOCUMENT_MEDIA_TYPES: readonly string[] = Object.values(DOCUMENT_TYPES).map(
  ({ media_type }) => media_type,
)

/** Pictures that browsers show, and in which nothing runs, by their first bytes; of a dot, any will do. */
const PICTURES = [
  ['image/png', ['\x89PNG\r\n\x1a\n']],
  ['image/jpeg', ['\xff\xd8\xff']],
  ['image/gif', ['GIF87a', 'GIF89a']],
  ['image/webp', ['RIFF....WEBPVP8 ', 'RIFF....WEBPVP8L', 'RIFF....WEBPVP8X']],
] as const
const ANY = '.'
const LOOKED_AT = 16

/** All that `mediaTypeOf` says. */
export const MEDIA_TYPES: readonly string[] = [
  ...DOCUMENT_MEDIA_TYPES,
  ...PICTURES.map(([type]) => type),
  UNKNOWN_TYPE,
]

export function mediaTypeOf(content: Uint8Array): string {
  return mediaTypeAs(documentTypeOf(content), content)
}

/** @param document What `documentTypeOf` has said of it. */
export function mediaTypeAs(document: DocumentType | null, content: Uint8Array): string {
  if (document !== null) return DOCUMENT_TYPES[document].media_type
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.length, LOOKED_AT))
  const isOne = (begin: string) =>
    head.length >= begin.length && [...begin].every((one, i) => one === ANY || one.charCodeAt(0) === head[i])
  return PICTURES.find(([, begins]) => begins.some(isOne))?.[0] ?? UNKNOWN_TYPE
}
