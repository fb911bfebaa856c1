/**
 * Fills a database with what an archive holds, and compares what it then has with what the archive
 * promises: nothing is believed because it was written without a word.
 */

import { LEFT_OUT } from '../../db/rows/archived-tables.ts'
import { goesAlong } from '../../db/rows/organization-tables.ts'
import { RowError } from '../../db/rows/row-lines.ts'
import type { RowLoader } from '../../db/rows/row-loader.ts'
import type { ArchivedTable } from '../../db/rows/table-shape.ts'
import { RowsHash } from '../../lib/rows-hash.ts'
import { ArchiveError, type TableEntry } from './archive/format.ts'
import type { ArchiveReader } from './archive/read-archive.ts'
import type { ShowProgress } from './write-backup.ts'

export interface ArchivedFile {
  name: string
  content: Uint8Array
}

/** Given each file of an archive when all of it was read. */
export type TakeFile = (file: ArchivedFile) => Promise<void>

/**
 * Does not commit.
 *
 * @param takeFile Where there may be more files than memory holds.
 * @returns The files in it that `takeFile` was not given.
 * @throws ArchiveError, UnfitRowsError, or what the driver throws at rows that it does not take.
 */
export async function fillFromArchive(
  loader: RowLoader,
  archive: ArchiveReader,
  show: ShowProgress,
  takeFile?: TakeFile,
): Promise<ArchivedFile[]> {
  const { manifest } = archive
  const ofOne = manifest.kind === 'organization'
  const wanted = ofOne ? loader.tables.filter(({ name }) => goesAlong(name)) : loader.tables
  assertSameTables(wanted, manifest.tables)
  const kept: ArchivedFile[] = []
  const files = new FileParts(takeFile ?? (async (file) => void kept.push(file)))
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
  await files.end()
  show(1, 'indexes and keys')
  await loader.complete()
  for (const table of manifest.tables) await compare(loader, table)
  return kept
}

/** The parts of a file follow each other. */
class FileParts {
  #name: string | null = null
  #parts: Uint8Array[] = []

  constructor(readonly take: TakeFile) {}

  async add(name: string, part: Uint8Array): Promise<void> {
    if (name !== this.#name) await this.end()
    this.#name = name
    this.#parts.push(part)
  }

  async end(): Promise<void> {
    if (this.#name !== null) await this.take({ name: this.#name, content: Buffer.concat(this.#parts) })
    this.#name = null
    this.#parts = []
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
