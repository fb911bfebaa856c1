/**
 * What an archive is: docs/archive.md describes it byte for byte.
 *
 *   zstd frames, one after the other, in each of which are
 *     1      the manifest: a line of JSON, and a line with its checksum
 *     2…n    blocks: a line that says what comes, how long it is and its checksum; then that
 *     n + 1  a line that says that this was all
 *
 * Engines do not show in it: an archive of SQLite is restored to Postgres, and back.
 */
import type { ArchivedTable } from '../../../db/rows/table-shape.ts'

export const FORMAT = 1
export const SUFFIX = '.almanac.zst'

/** Of a block. It is closed after a quarter of a megabyte, and holds a row at least, which may be long. */
export const LONGEST_BLOCK = 2 ** 25
export const LONGEST_MANIFEST = 2 ** 25
export const LONGEST_HEADER = 4_096
/** Nothing that was written is packed so well. */
export const HIGHEST_RATIO = 1_000

export const KINDS = ['backup', 'organization'] as const
export const ENGINES = ['sqlite', 'postgres'] as const

export interface TableEntry extends ArchivedTable {
  rows: number
  /** Of its blocks, without their headers. */
  bytes: number
  /** See lib/rows-hash.ts. */
  hash: string
}

export interface FileEntry {
  name: string
  bytes: number
  sha256: string
}

/** What dashboards showed in the state that was archived, to be computed again from what was restored. */
export interface DashboardHashes {
  metric_version: number
  at: string
  /** Names of those that were hashed, as `user_metrics.total_users`. */
  numbers: string[]
  /** By organization, of the JSON of the list of these numbers. */
  sha256: Record<string, string>
}

export interface ManifestHead {
  kind: (typeof KINDS)[number]
  name: string
  created_at: string
  engine: (typeof ENGINES)[number]
  /** The version of the program. */
  program: string
  /** The last migration. */
  schema: { number: number; name: string }
  dashboards: DashboardHashes | null
}

export interface Manifest extends ManifestHead {
  almanac_archive: number
  tables: TableEntry[]
  files: FileEntry[]
  /** Of all tables. */
  rows: number
  /** Of everything that follows the manifest, unpacked. */
  body: { bytes: number; sha256: string }
}

export type BlockHeader =
  | { table: string; rows: number; bytes: number; sha256: string }
  | { file: string; bytes: number; sha256: string }

export type ArchiveFault = 'damaged' | 'truncated' | 'foreign' | 'newer' | 'too_large'

/** The archive cannot be used. Its message says why, and quotes nothing that the archive holds but names. */
export class ArchiveError extends Error {
  constructor(
    readonly fault: ArchiveFault,
    message: string,
  ) {
    super(message)
  }
}

export function sha256(bytes: Uint8Array | string): string {
  return new Bun.CryptoHasher('sha256').update(bytes).digest('hex')
}
