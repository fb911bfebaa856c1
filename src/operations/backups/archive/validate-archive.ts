/** Reads an archive from beginning to end and uses nothing of it: whether it may be restored at all. */
import { newestSchema } from '../../../db/migrate.ts'
import { readRows } from '../../../db/rows/row-lines.ts'
import { ArchiveError, type Manifest } from './format.ts'
import { ArchiveReader } from './read-archive.ts'

/** @throws ArchiveError */
export async function validateArchive(
  path: string,
  show: (share: number, text: string) => void,
): Promise<Manifest> {
  await using archive = await ArchiveReader.open(path)
  const { manifest } = archive
  assertUsable(manifest)
  let rows = 0
  for await (const block of archive.blocks()) {
    if (block.kind === 'file') continue
    assertRows(block.lines, block.table.columns, block.table.name)
    rows += block.rows
    show(rows / Math.max(1, manifest.rows), block.table.name)
  }
  return manifest
}

/** @throws ArchiveError where another version of Almanac is needed. */
export function assertUsable({ schema, program }: Manifest): void {
  const newest = newestSchema()
  if (schema.number <= newest.number) return
  throw new ArchiveError(
    'newer',
    `It is of a newer version: of Almanac ${program}, with the schema ${schema.name}. This one knows schemas up to ${newest.name}. Use a version as new as that.`,
  )
}

function assertRows(lines: Uint8Array, columns: Parameters<typeof readRows>[1], table: string): void {
  try {
    readRows(lines, columns)
  } catch {
    throw new ArchiveError('damaged', `A row of ${table} is none.`)
  }
}
