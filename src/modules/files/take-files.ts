/** Files that came: whether they are taken, and as what. */
import type { Base } from '../../base.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { byteSize } from '../../lib/byte-size.ts'
import { DOCUMENT_TYPES, type DocumentType, documentTypeOf } from '../../lib/document-type.ts'
import { cleanFileName } from '../../lib/file-name.ts'
import { mediaTypeOf } from '../../lib/media-type.ts'
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
  const name = cleanFileName(file.name)
  const document = asDocument(file)
  if (document) return { ...document, name }
  const { content, sha256 } = file
  return { name, media_type: mediaTypeOf(content), sha256, content, text_state: 'none', body: '' }
}

/** A plain text is read at once; what has to be taken apart waits. */
function textNow(type: DocumentType, content: Uint8Array): Pick<TakenFile, 'text_state' | 'body'> {
  if (type !== 'text') return { text_state: 'pending', body: '' }
  const text = new TextDecoder().decode(content).slice(0, LENGTH_INDEXED)
  return { text_state: 'ready', body: text.toWellFormed().replaceAll('\0', '') }
}
