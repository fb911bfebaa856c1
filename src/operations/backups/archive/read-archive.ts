/**
 * Reads an archive as it streams, in constant memory. Whoever has read all of its blocks knows that all
 * that the manifest promises was there, in its order, and nothing else.
 */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createZstdDecompress, constants as zlib } from 'node:zlib'
import type { ArchivedTable } from '../../../db/rows/table-shape.ts'
import { ByteReader, LongLineError } from '../../../lib/byte-reader.ts'
import { RowsHash } from '../../../lib/rows-hash.ts'
import {
  ArchiveError,
  HIGHEST_RATIO,
  LONGEST_BLOCK,
  LONGEST_HEADER,
  LONGEST_MANIFEST,
  type Manifest,
  sha256,
} from './format.ts'
import { count, hash, objectIn, readManifest } from './read-manifest.ts'

/** What the packer may look back: ours looks back no further than 2 MiB. */
const WINDOW_LOG_MOST = 23

export type Block =
  | { kind: 'rows'; table: ArchivedTable; lines: Uint8Array; rows: number }
  | { kind: 'file'; name: string; content: Uint8Array }

export class ArchiveReader implements AsyncDisposable {
  readonly manifest: Manifest
  readonly #reader: ByteReader

  private constructor(reader: ByteReader, manifest: Manifest) {
    this.#reader = reader
    this.manifest = manifest
  }

  /** Reads no more than the manifest. @throws ArchiveError */
  static async open(path: string): Promise<ArchiveReader> {
    const { size } = await stat(path)
    const reader = new ByteReader(unpacked(path))
    try {
      const manifest = await asArchive(async () => {
        const [line, checksum] = [await reader.line(LONGEST_MANIFEST), await reader.line(LONGEST_HEADER)]
        if (!line || !checksum) throw truncated()
        return readManifest(line, checksum)
      })
      if (manifest.body.bytes > size * HIGHEST_RATIO) {
        throw new ArchiveError(
          'too_large',
          'It would unpack to far more than any archive of this size holds.',
        )
      }
      return new ArchiveReader(reader, manifest)
    } catch (error) {
      await reader[Symbol.asyncDispose]()
      throw error
    }
  }

  /** To be read to the end: only then it is known that it is whole. @throws ArchiveError */
  async *blocks(): AsyncGenerator<Block> {
    const body = new BodyCheck(this.manifest)
    for (;;) {
      const block = await asArchive(() => this.#next(body))
      if (!block) return
      yield block
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader[Symbol.asyncDispose]()
  }

  async #next(body: BodyCheck): Promise<Block | null> {
    const line = await this.#reader.line(LONGEST_HEADER)
    if (!line) throw truncated()
    const header = objectIn(line)
    body.read(line)
    if (header.end === true) {
      body.end(header)
      if (!(await this.#reader.isAtEnd())) throw new ArchiveError('damaged', 'Something follows its end.')
      return null
    }
    const bytes = count(header.bytes)
    if (bytes > LONGEST_BLOCK) throw new ArchiveError('too_large', 'One of its blocks is too large.')
    body.announce(bytes)
    const content = await this.#reader.exactly(bytes)
    if (!content) throw truncated()
    if (hash(header.sha256) !== sha256(content)) {
      throw new ArchiveError('damaged', 'One of its blocks is not what was written: the checksum is another.')
    }
    return body.take(header, content)
  }
}

/** Holds what comes against what the manifest promises. */
class BodyCheck {
  readonly #manifest: Manifest
  readonly #sha256 = new Bun.CryptoHasher('sha256')
  #bytes = 0
  #blocks = 0
  /** Which table it is at, and which file. */
  #table = 0
  #file = 0
  #rowsHash = new RowsHash()
  #tableBytes = 0
  #fileHash = new Bun.CryptoHasher('sha256')
  #fileBytes = 0
  readonly #places: ReadonlyMap<string, number>

  constructor(manifest: Manifest) {
    this.#manifest = manifest
    this.#places = new Map(manifest.files.map(({ name }, i) => [name, i]))
  }

  read(line: Uint8Array): void {
    this.announce(line.length + 1)
    this.#sha256.update(line).update('\n')
    this.#bytes += line.length + 1
  }

  /** @throws ArchiveError where there would be more than was promised. */
  announce(bytes: number): void {
    if (this.#bytes + bytes > this.#manifest.body.bytes) {
      throw new ArchiveError('damaged', 'It holds more than its manifest says.')
    }
  }

  take(header: Record<string, unknown>, content: Uint8Array): Block {
    this.#sha256.update(content)
    this.#bytes += content.length
    this.#blocks += 1
    return typeof header.file === 'string'
      ? this.#takeFile(header.file, content)
      : this.#takeRows(header, content)
  }

  end({ blocks }: Record<string, unknown>): void {
    this.#skipTo(this.#manifest.tables.length)
    this.#skipFilesTo(this.#manifest.files.length)
    const { bytes, sha256: promised } = this.#manifest.body
    if (blocks !== this.#blocks || this.#bytes !== bytes || this.#sha256.digest('hex') !== promised) {
      throw new ArchiveError(
        'damaged',
        'It is not what its manifest says: the checksum of the whole is another.',
      )
    }
  }

  #takeRows(header: Record<string, unknown>, lines: Uint8Array): Block {
    const at = this.#manifest.tables.findIndex(({ name }) => name === header.table)
    if (at < this.#table || this.#file > 0) throw outOfOrder()
    this.#skipTo(at)
    const table = this.#manifest.tables[at]
    if (!table) throw outOfOrder()
    const before = this.#rowsHash.rows
    this.#rowsHash.add(lines)
    this.#tableBytes += lines.length
    const rows = this.#rowsHash.rows - before
    if (rows !== count(header.rows) || this.#rowsHash.rows > table.rows) throw otherThan(table.name)
    return { kind: 'rows', table, lines, rows }
  }

  /** All tables before it are complete. */
  #skipTo(next: number): void {
    for (; this.#table < next; this.#table += 1) {
      const table = this.#manifest.tables[this.#table]
      const { rows } = this.#rowsHash
      if (table?.rows !== rows || table.bytes !== this.#tableBytes || table.hash !== this.#rowsHash.hex()) {
        throw otherThan(table?.name ?? '')
      }
      this.#rowsHash = new RowsHash()
      this.#tableBytes = 0
    }
  }

  #takeFile(name: string, content: Uint8Array): Block {
    this.#skipTo(this.#manifest.tables.length)
    const at = this.#places.get(name) ?? -1
    if (at < this.#file) throw outOfOrder()
    this.#skipFilesTo(at)
    this.#fileHash.update(content)
    this.#fileBytes += content.length
    if (this.#fileBytes > (this.#manifest.files[at]?.bytes ?? 0)) throw otherThan(name)
    return { kind: 'file', name, content }
  }

  #skipFilesTo(next: number): void {
    for (; this.#file < next; this.#file += 1) {
      const file = this.#manifest.files[this.#file]
      const whole = this.#fileHash.digest('hex')
      if (file?.bytes !== this.#fileBytes || file.sha256 !== whole) throw otherThan(file?.name ?? '')
      this.#fileHash = new Bun.CryptoHasher('sha256')
      this.#fileBytes = 0
    }
  }
}

async function* unpacked(path: string): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(path)
  const stream = createZstdDecompress({ params: { [zlib.ZSTD_d_windowLogMax]: WINDOW_LOG_MOST } })
  packed.once('error', (error) => stream.destroy(error))
  packed.pipe(stream)
  try {
    yield* stream
  } finally {
    packed.destroy()
    stream.destroy()
  }
}

/** What the unpacker and the reader throw is a damaged archive, too. */
async function asArchive<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ArchiveError || isOfTheSystem(error)) throw error
    if (error instanceof LongLineError) {
      throw new ArchiveError('foreign', 'It is no archive of Almanac, or what was one is damaged.')
    }
    throw new ArchiveError('damaged', 'It cannot be unpacked: it is no archive of Almanac, or damaged.')
  }
}

/** The file cannot be read: that is not the archive's fault. */
function isOfTheSystem(error: unknown): boolean {
  const { code, syscall } = error as { code?: string; syscall?: string }
  return syscall !== undefined && /^E[A-Z]+$/.test(code ?? '')
}

function truncated(): ArchiveError {
  return new ArchiveError('truncated', 'It is cut short: its end is missing.')
}

function outOfOrder(): ArchiveError {
  return new ArchiveError('damaged', 'Its parts are not in the order of its manifest.')
}

function otherThan(name: string): ArchiveError {
  return new ArchiveError('damaged', `What it holds of ${name} is not what its manifest says.`)
}
