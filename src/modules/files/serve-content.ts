/** Downloads. Never shown by a browser: whatever is in a file, it is nothing but a download. */
import { FileContentMissingError } from '../../files/errors.ts'
import { isHash } from '../../files/file-store.ts'
import { DOCUMENT_TYPES } from '../../lib/document-type.ts'
import { attachmentNamed } from '../../lib/file-name.ts'
import type { StoredFiles } from './stored-files.ts'
import type { FileRow } from './subject.ts'

const MEDIA_TYPES = new Set<string>(Object.values(DOCUMENT_TYPES).map(({ media_type }) => media_type))

/** @throws FileContentMissingError */
export async function serveContent(
  { store }: Pick<StoredFiles, 'store'>,
  organization_id: string,
  { sha256, media_type, name }: Pick<FileRow, 'sha256' | 'media_type' | 'name'>,
): Promise<Response> {
  const file = isHash(sha256) ? await store.open({ organization_id, sha256 }) : null
  if (!file) throw new FileContentMissingError()
  return new Response(file.content, {
    headers: {
      // Whoever wrote the row: it may have come with an archive.
      'content-type': MEDIA_TYPES.has(media_type) ? media_type : 'application/octet-stream',
      'content-length': `${file.bytes}`,
      'content-disposition': attachmentNamed(name),
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}
