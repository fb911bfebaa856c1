/** The contents of files on their way into an archive. */
import { type FileKey, type FileStore, isHash } from '../../files/file-store.ts'
import { MOST_CONTENTS, nameOfContent } from './archive/content-names.ts'
import { ArchiveError, sha256 as hashOf } from './archive/format.ts'
import type { ArchiveWriter } from './archive/write-archive.ts'

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
    if (content) await writer.addFile(nameOfContent(key), content)
    else missing += 1
    show(done + 1)
  }
  return missing
}

/** `null` where it is not there, or is not any more what it was. */
async function contentOf(store: FileStore, key: FileKey): Promise<Uint8Array | null> {
  const file = isHash(key.sha256) ? await store.open(key) : null
  const content = file && (await new Response(file.content).bytes())
  return content && hashOf(content) === key.sha256 ? content : null
}
