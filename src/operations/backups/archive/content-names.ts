/**
 * What the contents of files are called in an archive: each name says whose it is and what, so that it can
 * be held against the content, and leads nowhere else.
 */
import type { FileKey } from '../../../files/file-store.ts'
import { ArchiveError, type FileEntry } from './format.ts'

/** More would not fit into a manifest. */
export const MOST_CONTENTS = 100_000
const FOLDER = 'files/'
const NAME = /^files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([0-9a-f]{64})$/

export function nameOfContent({ organization_id, sha256 }: FileKey): string {
  return `${FOLDER}${organization_id}/${sha256}`
}

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
