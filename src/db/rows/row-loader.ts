/**
 * Fills a database with rows as a whole. Until `commit` nothing of it is to be seen; whoever is
 * disposed of before it has changed nothing. Each engine has one.
 */
import type { ArchivedTable } from './table-shape.ts'

export interface RowLoader extends AsyncDisposable {
  /** The tables to be filled, each with the columns that it has there. */
  readonly tables: readonly ArchivedTable[]
  /** @param lines Whole lines: see row-lines.ts. @throws RowError, or what the driver throws. */
  load(table: ArchivedTable, lines: Uint8Array): Promise<void>
  /**
   * All rows are there: makes what was left for the end, and looks whether it fits together.
   *
   * @throws UnfitRowsError
   */
  complete(): Promise<void>
  /** What it holds now, as lines. */
  rowsOf(table: ArchivedTable): AsyncGenerator<Uint8Array>
  commit(): Promise<void>
}

/** The rows are there, and are not what a database may hold. */
export class UnfitRowsError extends Error {}

/**
 * The index of texts is not among the rows: a job makes it anew where an organization says that it is
 * of another version (modules/search/upgrade-job.ts).
 */
export const FORGET_SEARCH_INDEX = 'update organizations set search_version = 0'
