/**
 * Downloads. Never shown by a browser at an address of its own: whatever is in a file, it is nothing but a
 * download. A page of ours may show a picture in an element of its own, where nothing in it runs.
 */
import { FileContentMissingError } from '../../files/errors.ts'
import { isHash } from '../../files/file-store.ts'
import { attachmentNamed } from '../../lib/file-name.ts'
import { MEDIA_TYPES, UNKNOWN_TYPE } from '../../lib/media-type.ts'
import type { StoredFiles } from './stored-files.ts'
import type { FileRow } from './subject.ts'

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
      'content-type': MEDIA_TYPES.includes(media_type) ? media_type : UNKNOWN_TYPE,
      'content-length': `${file.bytes}`,
      'content-disposition': attachmentNamed(name),
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}
