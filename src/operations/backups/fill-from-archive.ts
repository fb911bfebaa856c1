/**
 * Fills a database with what an archive holds, and compares what it then has with what the archive
 * promises: nothing is believed because it was written without a word.
 */

import { LEFT_OUT } from '../../db/rows/archived-tables.ts'
import { goesAlong } from '../../db/rows/organization-tables.ts'
import { RowError } from '../../db/rows/row-lines.ts'
import type { RowLoader } from '../../db/rows/row-loader.ts'
import type { ArchivedTable } from '../../db/rows/table-shape.ts'
import type { FileKey } from '../../files/file-store.ts'
import { RowsHash } from '../../lib/rows-hash.ts'
import { keyOfContent } from './archive/content-names.ts'
import { ArchiveError, type TableEntry } from './archive/format.ts'
import type { ArchiveReader } from './archive/read-archive.ts'
import type { ShowProgress } from './write-backup.ts'

/** Is given the content of each file that people have sent, when all of it has been read. */
export type KeepContent = (key: FileKey, content: Uint8Array) => Promise<void>

export interface ArchivedFile {
  name: string
  content: Uint8Array
}

/**
 * Does not commit.
 *
 * @returns The files of the place in it; those that people have sent are handed to `keep`.
 * @throws ArchiveError, UnfitRowsError, or what the driver throws at rows that it does not take.
 */
export async function fillFromArchive(
  loader: RowLoader,
  archive: ArchiveReader,
  show: ShowProgress,
  keep: KeepContent = async () => {},
): Promise<ArchivedFile[]> {
  const { manifest } = archive
  const ofOne = manifest.kind === 'organization'
  const wanted = ofOne ? loader.tables.filter(({ name }) => goesAlong(name)) : loader.tables
  assertSameTables(wanted, manifest.tables)
  const files = new Files(keep)
  let rows = 0
  for await (const block of archive.blocks()) {
    if (block.kind === 'file') {
      await files.add(block.name, block.content)
      continue
    }
    await loadBlock(loader, block)
    rows += block.rows
    show(shareOf(rows, manifest.rows), block.table.name)
  }
  show(1, 'indexes and keys')
  await loader.complete()
  for (const table of manifest.tables) await compare(loader, table)
  return files.end()
}

/** Puts files together, one at a time: they follow each other. */
class Files {
  readonly #ofPlace: ArchivedFile[] = []
  #name: string | null = null
  #parts: Uint8Array[] = []

  constructor(readonly keep: KeepContent) {}

  async add(name: string, part: Uint8Array): Promise<void> {
    if (name !== this.#name) await this.#close()
    this.#name = name
    this.#parts.push(part)
  }

  async end(): Promise<ArchivedFile[]> {
    await this.#close()
    return this.#ofPlace
  }

  async #close(): Promise<void> {
    const [name, content] = [this.#name, Buffer.concat(this.#parts)]
    this.#name = null
    this.#parts = []
    if (name === null) return
    const key = keyOfContent(name)
    if (key) await this.keep(key, content)
    else this.#ofPlace.push({ name, content })
  }
}

function shareOf(rows: number, all: number): number {
  return Math.min(1, rows / Math.max(1, all))
}

async function loadBlock(loader: RowLoader, { table, lines }: { table: ArchivedTable; lines: Uint8Array }) {
  try {
    await loader.load(table, lines)
  } catch (error) {
    if (error instanceof RowError || error instanceof SyntaxError || error instanceof TypeError) {
      throw new ArchiveError('damaged', `A row of ${table.name} is none.`)
    }
    throw error
  }
}

/** @throws ArchiveError where it has other tables than its schema, or other columns. */
function assertSameTables(there: readonly ArchivedTable[], promised: readonly TableEntry[]): void {
  const wanted = new Map(there.map(({ name, columns }) => [name, columnNames(columns)]))
  for (const { name, columns } of promised) {
    if (LEFT_OUT.includes(name) || wanted.get(name) !== columnNames(columns)) throw unlike(name)
    wanted.delete(name)
  }
  const [missing] = wanted.keys()
  if (missing !== undefined) throw unlike(missing)
}

function columnNames(columns: ArchivedTable['columns']): string {
  return columns
    .map(({ name }) => name)
    .sort()
    .join()
}

function unlike(table: string): ArchiveError {
  return new ArchiveError('foreign', `Its table ${table} is not that of the schema which it names.`)
}

/** @throws ArchiveError */
async function compare(loader: RowLoader, table: TableEntry): Promise<void> {
  const hash = new RowsHash()
  for await (const lines of loader.rowsOf(table)) hash.add(lines)
  if (hash.rows !== table.rows || hash.hex() !== table.hash) {
    throw new ArchiveError('damaged', `What was restored of ${table.name} is not what was archived.`)
  }
}
