/** Fills a database with the rows of another one, and compares what it then has with what was read. */
import { archivedTables } from '../../db/rows/archived-tables.ts'
import type { RowLoader } from '../../db/rows/row-loader.ts'
import type { ArchivedTable } from '../../db/rows/table-shape.ts'
import { RowsHash } from '../../lib/rows-hash.ts'
import type { ShowProgress } from './write-backup.ts'

export interface CopiedTable {
  name: string
  rows: number
  /** See lib/rows-hash.ts. */
  hash: string
}

/** A table has come out otherwise than it went in. */
export class UnequalTableError extends Error {
  constructor(readonly table: string) {
    super(`What was put into ${table} is not what was read.`)
  }
}

/**
 * Does not commit.
 *
 * @param rowsOf Of the source, in one state that stands still.
 * @param expected How many rows there are, roughly.
 * @throws UnequalTableError, UnfitRowsError, or what the driver throws at rows that it does not take.
 */
export async function fillFromRows(
  loader: RowLoader,
  rowsOf: (table: ArchivedTable) => AsyncIterable<Uint8Array>,
  expected: number,
  show: ShowProgress,
): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = []
  let rows = 0
  for (const table of archivedTables()) {
    const hash = new RowsHash()
    for await (const lines of rowsOf(table)) {
      hash.add(lines)
      await loader.load(table, lines)
      show(Math.min(1, (rows + hash.rows) / Math.max(1, expected)), table.name)
    }
    rows += hash.rows
    copied.push({ name: table.name, rows: hash.rows, hash: hash.hex() })
  }
  show(1, 'indexes and keys')
  await loader.complete()
  for (const [i, table] of archivedTables().entries()) {
    const there = new RowsHash()
    for await (const lines of loader.rowsOf(table)) there.add(lines)
    if (there.hex() !== copied[i]?.hash || there.rows !== copied[i].rows)
      throw new UnequalTableError(table.name)
  }
  return copied
}
