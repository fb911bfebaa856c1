/**
 * The safety backup of a database before it is brought to another schema: an archive of the schema that
 * it has. Both the version that was used until now and this one restore it.
 *
 * Where the same was archived already, by an upgrade that failed and was tried again, there is one of it.
 */
import { rmSync } from 'node:fs'
import { version } from '../../../package.json'
import type { Base } from '../../base.ts'
import { isFileTable } from '../../db/file-tables.ts'
import { isPostgres } from '../../db/open.ts'
import type { RowsAsTheyAre } from '../../db/rows/as-they-are.ts'
import { readRows } from '../../db/rows/row-lines.ts'
import type { ArchivedTable } from '../../db/rows/table-shape.ts'
import type { PendingUpgrade } from '../../db/upgrade.ts'
import type { FileKey } from '../../files/file-store.ts'
import { openFileStore } from '../../files/open-store.ts'
import { nameOfContent } from '../backups/archive/content-names.ts'
import type { Manifest } from '../backups/archive/format.ts'
import { ArchiveReader } from '../backups/archive/read-archive.ts'
import { validateArchive } from '../backups/archive/validate-archive.ts'
import { ArchiveWriter } from '../backups/archive/write-archive.ts'
import { addContents } from '../backups/archived-contents.ts'
import { archivedFiles } from '../backups/archived-files.ts'
import { backupPath, freeName, listBackupFiles, makeBackupFolder } from '../backups/folder.ts'
import type { ShowProgress } from '../backups/write-backup.ts'

type Needs = Pick<Base, 'config' | 'clock'>

/** @returns Of the archive, which was read again to its end. */
export async function keepSafe(
  needs: Needs,
  pending: PendingUpgrade,
  source: RowsAsTheyAre,
  show: ShowProgress,
): Promise<Manifest> {
  const { config, clock } = needs
  makeBackupFolder(config)
  const name = freeName(config, clock.now())
  const path = backupPath(config, name)
  const made = await write(needs, { name, path }, pending, source, (share, text) => show(share / 2, text))
  const earlier = await findSame(config, made)
  if (earlier) {
    rmSync(path)
    return earlier
  }
  await validateArchive(path, (share, text) => show((1 + share) / 2, text))
  return made
}

async function write(
  { config, clock }: Needs,
  { name, path }: { name: string; path: string },
  { url, from }: PendingUpgrade,
  source: RowsAsTheyAre,
  show: ShowProgress,
): Promise<Manifest> {
  await using writer = await ArchiveWriter.create(path)
  const contents: FileKey[] = []
  for (const [i, table] of source.tables.entries()) {
    show(i / source.tables.length, table.name)
    const rows = source.rowsOf(table)
    await writer.addTable(table, isFileTable(table.name) ? noting(contents, table, rows) : rows)
  }
  for (const file of archivedFiles(config)) await writer.addFile(file.name, file.content)
  await addContents(writer, openFileStore(config), distinct(contents), () => show(1, 'files'))
  // Before the writer is disposed of. What this version would show of another schema says nothing.
  return await writer.finish({
    kind: 'backup',
    name,
    created_at: new Date(clock.now()).toISOString(),
    engine: isPostgres(url) ? 'postgres' : 'sqlite',
    program: version,
    schema: from,
    dashboards: null,
  })
}

/** Whose contents the rows name: an older schema has no query for it. */
async function* noting(
  contents: FileKey[],
  { columns }: ArchivedTable,
  rows: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const [owner, hash] = ['organization_id', 'sha256'].map((name) =>
    columns.findIndex((one) => one.name === name),
  )
  for await (const lines of rows) {
    for (const row of readRows(lines, columns))
      contents.push({ organization_id: `${row[owner ?? -1]}`, sha256: `${row[hash ?? -1]}` })
    yield lines
  }
}

function distinct(contents: readonly FileKey[]): FileKey[] {
  return [...new Map(contents.map((key) => [nameOfContent(key), key])).values()]
}

/** Of those that an upgrade has made: they alone have no dashboards. */
async function findSame(config: Needs['config'], made: Manifest): Promise<Manifest | null> {
  for (const { name } of listBackupFiles(config)) {
    if (name === made.name) continue
    const manifest = await manifestOf(backupPath(config, name))
    if (manifest?.dashboards === null && contentOf(manifest) === contentOf(made)) return manifest
  }
  return null
}

async function manifestOf(path: string): Promise<Manifest | null> {
  try {
    await using archive = await ArchiveReader.open(path)
    return archive.manifest
  } catch {
    // A damaged one is none that could stand for this.
    return null
  }
}

function contentOf({ engine, schema, tables, files }: Manifest): string {
  return JSON.stringify([engine, schema, tables, files])
}
