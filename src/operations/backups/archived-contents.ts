/**
 * The contents of files in an archive: each under a name that says whose it is and what, so that whoever
 * reads an archive can hold the name against the content, and no name leads anywhere else.
 */
import { type FileKey, type FileStore, isHash } from '../../files/file-store.ts'
import { ArchiveError, type FileEntry, sha256 as hashOf } from './archive/format.ts'
import type { ArchiveWriter } from './archive/write-archive.ts'

/** More would not fit into a manifest. */
export const MOST_CONTENTS = 100_000
const FOLDER = 'files/'
const NAME = /^files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([0-9a-f]{64})$/

/** `null` of a file that is none of these. */
export function keyOfContent(name: string): FileKey | null {
  const [, organization_id, sha256] = NAME.exec(name) ?? []
  return organization_id === undefined || sha256 === undefined ? null : { organization_id, sha256 }
}

/** @throws ArchiveError where it says that it is a content, and is none, or another. */
export function assertContent({ name, sha256 }: FileEntry): void {
  if (name.startsWith(FOLDER) && keyOfContent(name)?.sha256 !== sha256) {
    throw new ArchiveError('foreign', 'It names a file that is not what its name says.')
  }
}

/**
 * What was deleted meanwhile is left out, and so is what is not any more what it was.
 *
 * @returns How many were left out.
 */
export async function addContents(
  writer: ArchiveWriter,
  store: FileStore,
  keys: readonly FileKey[],
  show: (done: number) => void,
): Promise<number> {
  if (keys.length > MOST_CONTENTS) {
    throw new ArchiveError(
      'too_large',
      `There are more than ${MOST_CONTENTS} files: an archive holds no more.`,
    )
  }
  let missing = 0
  for (const [done, key] of keys.entries()) {
    const content = await contentOf(store, key)
    if (content) await writer.addFile(`${FOLDER}${key.organization_id}/${key.sha256}`, content)
    else missing += 1
    show(done + 1)
  }
  return missing
}

async function contentOf(store: FileStore, key: FileKey): Promise<Uint8Array | null> {
  const file = isHash(key.sha256) ? await store.open(key) : null
  const content = file && (await new Response(file).bytes())
  return content && hashOf(content) === key.sha256 ? content : null
}
