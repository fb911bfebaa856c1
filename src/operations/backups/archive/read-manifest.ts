/** Reads a manifest that anybody may have written. Nothing is taken from it that was not looked at. */
import { assertContent, MOST_CONTENTS } from './content-names.ts'
import {
  ArchiveError,
  ENGINES,
  type FileEntry,
  FORMAT,
  KINDS,
  LONGEST_BLOCK,
  type Manifest,
  sha256,
  type TableEntry,
} from './format.ts'

const MOST_ENTRIES = 1_000
const MOST_FILES = MOST_CONTENTS + MOST_ENTRIES
const MOST_ORGANIZATIONS = 1_000_000
const NAME = /^[a-z][a-z0-9_]{0,62}$/
const TEXT = /^[\w.:+ -]{1,120}$/
const HASH = /^[0-9a-f]{64}$/
/** Parts of a path that lead nowhere else. */
const FILE_NAME = /^(?!.*(^|\/)\.)[\w.-]{1,100}(\/[\w.-]{1,100}){0,3}$/
/** See dashboard-numbers.ts. */
const NUMBER_NAME = /^[a-z][a-z0-9_.[\]]{0,200}$/
const COLUMN_KINDS = ['text', 'int', 'bool', 'json'] as const

/** @throws ArchiveError */
export function readManifest(line: Uint8Array, checksumLine: Uint8Array): Manifest {
  const manifest = objectIn(line)
  const format = manifest.almanac_archive
  if (!Number.isSafeInteger(format)) throw foreign()
  if (objectIn(checksumLine).sha256 !== sha256(line)) {
    throw new ArchiveError('damaged', 'Its manifest is not what was written: the checksum is another.')
  }
  if (format !== FORMAT) {
    throw new ArchiveError(
      'newer',
      `It has format ${format}, and this version of Almanac reads format ${FORMAT}. Use the version that made it.`,
    )
  }
  const tables = listOf(manifest.tables, MOST_ENTRIES).map(readTable)
  const files = listOf(manifest.files, MOST_FILES).map(readFile)
  const body = objectOf(manifest.body)
  const schema = objectOf(manifest.schema)
  const rows = count(manifest.rows)
  if (rows !== tables.reduce((sum, table) => sum + table.rows, 0)) throw contradictory()
  for (const names of [tables, files]) assertDifferent(names.map(({ name }) => name))
  return {
    almanac_archive: FORMAT,
    kind: oneOf(manifest.kind, KINDS),
    name: text(manifest.name),
    created_at: instant(manifest.created_at),
    engine: oneOf(manifest.engine, ENGINES),
    program: text(manifest.program),
    schema: { number: count(schema.number), name: text(schema.name) },
    dashboards: manifest.dashboards === null ? null : readDashboards(objectOf(manifest.dashboards)),
    tables,
    files,
    rows,
    body: { bytes: count(body.bytes), sha256: hash(body.sha256) },
  }
}

function readTable(value: unknown): TableEntry {
  const { name, columns, rows, bytes, hash: rowsHash } = objectOf(value)
  const read = listOf(columns, MOST_ENTRIES).map((column) => {
    const one = objectOf(column)
    return { name: matching(one.name, NAME), kind: oneOf(one.kind, COLUMN_KINDS) }
  })
  assertDifferent(read.map((column) => column.name))
  return {
    name: matching(name, NAME),
    columns: read,
    rows: count(rows),
    bytes: count(bytes),
    hash: hash(rowsHash),
  }
}

function readFile(value: unknown): FileEntry {
  const { name, bytes, sha256: fileHash } = objectOf(value)
  if (typeof name !== 'string' || !FILE_NAME.test(name)) {
    throw new ArchiveError('foreign', 'It names a file whose path no archive of Almanac has.')
  }
  const size = count(bytes)
  if (size > LONGEST_BLOCK) throw new ArchiveError('too_large', `Its file ${name} is too large.`)
  const entry = { name, bytes: size, sha256: hash(fileHash) }
  assertContent(entry)
  return entry
}

/** Archives that do not say which numbers they hashed have nothing that could be compared. */
function readDashboards({ metric_version, at, numbers, sha256: hashes }: Record<string, unknown>) {
  if (numbers === undefined) return null
  const entries = Object.entries(objectOf(hashes))
  if (entries.length > MOST_ORGANIZATIONS) throw contradictory()
  const read = entries.map(([id, one]) => [matching(id, TEXT), hash(one)])
  return {
    metric_version: count(metric_version),
    at: instant(at),
    numbers: listOf(numbers, MOST_ENTRIES).map((name) => matching(name, NUMBER_NAME)),
    sha256: Object.fromEntries(read),
  }
}

/** @throws ArchiveError where it is no JSON: whatever it is, we have not written it. */
export function objectIn(line: Uint8Array): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line)))
  } catch {
    throw foreign()
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw foreign()
  // An object of JSON has no other keys.
  return value as Record<string, unknown>
}

function listOf(value: unknown, most: number): unknown[] {
  if (!Array.isArray(value) || value.length > most) throw foreign()
  return value
}

function oneOf<T extends string>(value: unknown, known: readonly T[]): T {
  const found = known.find((one) => one === value)
  if (!found) throw foreign()
  return found
}

function matching(value: unknown, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw foreign()
  return value
}

function text(value: unknown): string {
  return matching(value, TEXT)
}

export function hash(value: unknown): string {
  return matching(value, HASH)
}

/** A number that counts something. */
export function count(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw foreign()
  return value as number
}

function instant(value: unknown): string {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) throw foreign()
  return new Date(value).toISOString()
}

function assertDifferent(names: string[]): void {
  if (new Set(names).size !== names.length) throw contradictory()
}

function foreign(): ArchiveError {
  return new ArchiveError('foreign', 'It is no archive of Almanac, or what was one is damaged.')
}

function contradictory(): ArchiveError {
  return new ArchiveError('damaged', 'Its manifest contradicts itself.')
}
