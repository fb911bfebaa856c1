/**
 * A ZIP archive, written part by part while each part is still being made.
 *
 *   part     header │ packed bytes │ end of packing │ checksum and sizes, known only now
 *   archive  part part part … │ directory
 *
 * Promises: constant memory, and packing happens in other threads. Chunks are packed each for itself,
 * which costs little where they are large (a hundred kilobytes and more), and needs no stream between.
 * Parts and archive have less than 4 GiB: the extension for more is not taken by every reader.
 */
import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'
import { utf8Of } from './utf8.ts'

type ZipContent = string | Uint8Array<ArrayBuffer>

export interface ZipPart {
  path: string
  /** Texts, or their bytes, which are freed. */
  content: AsyncIterable<ZipContent> | Iterable<ZipContent>
}

export class ArchiveTooLargeError extends Error {
  constructor() {
    super('A ZIP archive and each of its parts must be smaller than 4 GiB.')
  }
}

interface WrittenPart {
  path: Buffer
  offset: number
  checksum: number
  packedSize: number
  size: number
}

const LIMIT = 2 ** 32
/** More would take twice the time for a tenth less. */
const PACKING = { level: 3, finishFlush: constants.Z_SYNC_FLUSH }
/** An empty last block: those before it were left open. */
const END_OF_PACKING = Buffer.from([3, 0])
const VERSION = 20
/** Sizes follow the part; names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
/** 1980-01-01, in the form of DOS: the same content gives the same bytes. */
const DATE = 0x21
const pack = promisify<Uint8Array, object, Buffer>(deflateRaw)

/** @throws ArchiveTooLargeError */
export async function* zipStream(
  parts: AsyncIterable<ZipPart> | Iterable<ZipPart>,
  limit = LIMIT,
): AsyncGenerator<Uint8Array> {
  const written: WrittenPart[] = []
  let offset = 0
  for await (const { path, content } of parts) {
    const part: WrittenPart = { path: Buffer.from(path), offset, checksum: 0, packedSize: 0, size: 0 }
    const header = partHeader(part)
    yield header
    for await (const one of content) {
      const bytes = typeof one === 'string' ? utf8Of([one], String) : one
      const packed = await pack(bytes, PACKING)
      part.checksum = crc32(bytes, part.checksum)
      part.size += bytes.length
      part.packedSize += packed.length
      free(bytes)
      yield packed
    }
    part.packedSize += END_OF_PACKING.length
    const trailer = partTrailer(part)
    offset += header.length + part.packedSize + trailer.length
    if (offset >= limit || part.size >= limit) throw new ArchiveTooLargeError()
    yield Buffer.concat([END_OF_PACKING, trailer])
    written.push(part)
  }
  yield directory(written, offset)
}

/** What is packed, at once: the collector sees little of it, and would let tens of megabytes gather. */
function free({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer(0)
}

function partHeader({ path }: WrittenPart): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(DEFLATED, 8)
  header.writeUInt16LE(DATE, 12)
  header.writeUInt16LE(path.length, 26)
  return Buffer.concat([header, path])
}

function partTrailer({ checksum, packedSize, size }: WrittenPart): Buffer {
  const trailer = Buffer.alloc(16)
  trailer.writeUInt32LE(0x08074b50, 0)
  trailer.writeUInt32LE(checksum, 4)
  // What is too large is refused by the caller.
  trailer.writeUInt32LE(packedSize % LIMIT, 8)
  trailer.writeUInt32LE(size % LIMIT, 12)
  return trailer
}

function directory(parts: WrittenPart[], offset: number): Buffer {
  const entries = Buffer.concat(parts.flatMap((part) => [directoryEntry(part), part.path]))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([entries, end])
}

function directoryEntry({ path, offset, checksum, packedSize, size }: WrittenPart): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(VERSION, 4)
  entry.writeUInt16LE(VERSION, 6)
  entry.writeUInt16LE(FLAGS, 8)
  entry.writeUInt16LE(DEFLATED, 10)
  entry.writeUInt16LE(DATE, 14)
  entry.writeUInt32LE(checksum, 16)
  entry.writeUInt32LE(packedSize, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(path.length, 28)
  entry.writeUInt32LE(offset, 42)
  return entry
}
