/** Files that came: whether they are taken, and as what. */
import type { Base } from '../../../../base.ts'
import type { Write } from '../../../../db/handle.ts'
import { InvalidValueError } from '../../../../lib/app-error.ts'
import { byteSize } from '../../../../lib/byte-size.ts'
import { DOCUMENT_TYPES, documentTypeOf } from '../../../../lib/document-type.ts'
import { cleanFileName } from '../../../../lib/file-name.ts'
import type { ReceivedFile } from '../../../../lib/received-file.ts'
import { LENGTH_INDEXED } from '../../../search/index-texts.ts'
import { type FileRow, insertFile } from './queries.ts'

export interface TakenFile {
  name: string
  media_type: string
  sha256: string
  content: Uint8Array
  text_state: FileRow['text_state']
  /** What of its text is known at once. */
  body: string
}

const TAKEN = 'is none that is taken: send a PDF, DOCX, ODT, RTF, or plain text in UTF-8'

/** Whatever becomes of them: the same is refused of everybody. @throws InvalidValueError */
export function takenFiles(
  {
    files_max_bytes,
    files_per_application,
  }: Pick<Base['config'], 'files_max_bytes' | 'files_per_application'>,
  files: readonly ReceivedFile[],
): TakenFile[] {
  if (files.length > files_per_application) {
    throw new InvalidValueError('file', `must be at most ${files_per_application} files`)
  }
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0)
  if (bytes > files_max_bytes) {
    throw new InvalidValueError('file', `must have at most ${byteSize(files_max_bytes)} together`)
  }
  return files.map((file, i) => taken(file, `file.${i}`))
}

function taken({ name, content, sha256 }: ReceivedFile, field: string): TakenFile {
  const type = documentTypeOf(content)
  if (type === null) throw new InvalidValueError(field, content.length === 0 ? 'is empty' : TAKEN)
  const { media_type, ending } = DOCUMENT_TYPES[type]
  const known = { name: cleanFileName(name, ending), media_type, sha256, content }
  return { ...known, ...textNow(type, content) }
}

/** A plain text is read at once; what has to be taken apart waits. */
function textNow(type: string, content: Uint8Array): Pick<TakenFile, 'text_state' | 'body'> {
  if (type !== 'text') return { text_state: 'pending', body: '' }
  const text = new TextDecoder().decode(content).slice(0, LENGTH_INDEXED)
  return { text_state: 'ready', body: text.toWellFormed().replaceAll('\0', '') }
}

/** @param created_by `null` for the applicant. */
export async function enterFiles(
  tx: Write,
  { newId, now }: { newId: Base['newId']; now: number },
  { application_id, created_by }: Pick<FileRow, 'application_id' | 'created_by'>,
  files: readonly TakenFile[],
): Promise<FileRow[]> {
  const rows: FileRow[] = []
  for (const { content, body, ...file } of files) {
    const row = { id: newId(), application_id, ...file, bytes: content.length, created_by, created_at: now }
    await insertFile(tx, { ...row, body })
    await tx.record({ kind: 'application_file', id: row.id, verb: 'created' })
    rows.push(row)
  }
  return rows
}
