/** Files that came: whether they are taken, and as what. */
import type { Base } from '../../base.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { byteSize } from '../../lib/byte-size.ts'
import { DOCUMENT_TYPES, type DocumentType, documentTypeOf } from '../../lib/document-type.ts'
import { cleanFileName } from '../../lib/file-name.ts'
import { mediaTypeAs } from '../../lib/media-type.ts'
import type { ReceivedFile } from '../../lib/received-file.ts'
import { LENGTH_INDEXED } from '../search/index-texts.ts'
import type { Subject, TakenFile } from './subject.ts'

/** Whatever becomes of them: the same is refused of everybody. @throws InvalidValueError */
export function takenFiles(
  { most, judge }: Pick<Subject<string, never>, 'most' | 'judge'>,
  config: Base['config'],
  files: readonly ReceivedFile[],
): TakenFile[] {
  if (files.length > most(config)) {
    throw new InvalidValueError('file', `must be at most ${most(config)} files`)
  }
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0)
  if (bytes > config.files_max_bytes) {
    throw new InvalidValueError('file', `must have at most ${byteSize(config.files_max_bytes)} together`)
  }
  return files.map((file, i) => {
    const taken = file.content.length === 0 ? 'is empty' : judge(file)
    if (typeof taken === 'string') throw new InvalidValueError(`file.${i}`, taken)
    return taken
  })
}

/** One of the kinds that people read, under a name that ends with what it is; `null` for all else. */
export function asDocument({ name, content, sha256 }: ReceivedFile): TakenFile | null {
  const type = documentTypeOf(content)
  if (type === null) return null
  const { media_type, ending } = DOCUMENT_TYPES[type]
  return { name: cleanFileName(name, ending), media_type, sha256, content, ...textNow(type, content) }
}

/** Whatever it is, under the name that it came with. */
export function asAnything(file: ReceivedFile): TakenFile {
  const { content, sha256 } = file
  const type = documentTypeOf(content)
  const media_type = mediaTypeAs(type, content)
  return { name: cleanFileName(file.name), media_type, sha256, content, ...textNow(type, content) }
}

/** What is indexed of a text has no more bytes, whatever it is written in. */
const MOST_BYTES = 4 * LENGTH_INDEXED

/** A plain text is read at once; what has to be taken apart waits. */
function textNow(type: DocumentType | null, content: Uint8Array): Pick<TakenFile, 'text_state' | 'body'> {
  if (type === null) return { text_state: 'none', body: '' }
  if (type !== 'text') return { text_state: 'pending', body: '' }
  const text = new TextDecoder().decode(content.subarray(0, MOST_BYTES)).slice(0, LENGTH_INDEXED)
  return { text_state: 'ready', body: text.toWellFormed().replaceAll('\0', '') }
}
