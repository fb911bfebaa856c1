/**
 * Reads what a zip file says of itself at its end, and takes single entries out of it. Whoever made it may
 * be hostile: nothing that it declares is believed, and nothing is unpacked beyond a limit. Names are only
 * ever compared, and lead to no file.
 */
import { inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  method: number
  packed_bytes: number
  /** Of its local header. */
  offset: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const LONGEST_COMMENT = 65_535
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const MOST_ENTRIES = 10_000
const STORED = 0
const DEFLATED = 8

/** `null` where it is no zip file, or one that we do not read: encrypted, of several parts, larger than 4 GB. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | null {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.byteLength < END_BYTES || file.getUint32(0, true) !== LOCAL) return null
  const end = endOf(file)
  if (end === -1) return null
  const count = file.getUint16(end + 10, true)
  const entries: ZipEntry[] = []
  let at = file.getUint32(end + 16, true)
  for (let i = 0; i < count; i += 1) {
    if (i >= MOST_ENTRIES || at + ENTRY_BYTES > end || file.getUint32(at, true) !== ENTRY) return null
    const name_bytes = file.getUint16(at + 28, true)
    const name = Buffer.from(
      bytes.buffer,
      bytes.byteOffset + at + ENTRY_BYTES,
      Math.min(name_bytes, end - at - ENTRY_BYTES),
    )
    entries.push({
      name: name.toString('utf8'),
      method: file.getUint16(at + 10, true),
      packed_bytes: file.getUint32(at + 20, true),
      offset: file.getUint32(at + 42, true),
    })
    at += ENTRY_BYTES + name_bytes + file.getUint16(at + 30, true) + file.getUint16(at + 32, true)
  }
  return entries
}

/** @returns `null` where there is no such entry, it is damaged, or would be longer than `most` bytes. */
export function unpackedEntry(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  name: string,
  most: number,
): Uint8Array | null {
  const found = entries.filter((one) => one.name === name)
  const [entry] = found
  // Of two with one name, readers take different ones.
  if (!entry || found.length > 1) return null
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + LOCAL_BYTES > file.byteLength || file.getUint32(entry.offset, true) !== LOCAL)
    return null
  const from =
    entry.offset +
    LOCAL_BYTES +
    file.getUint16(entry.offset + 26, true) +
    file.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(from, from + entry.packed_bytes)
  if (packed.length < entry.packed_bytes) return null
  if (entry.method === STORED) return packed.length <= most ? packed : null
  if (entry.method !== DEFLATED) return null
  try {
    return inflateRawSync(packed, { maxOutputLength: most })
  } catch {
    return null
  }
}

function endOf(file: DataView): number {
  const least = Math.max(0, file.byteLength - END_BYTES - LONGEST_COMMENT)
  for (let at = file.byteLength - END_BYTES; at >= least; at -= 1) {
    if (file.getUint32(at, true) === END) return at
  }
  return -1
}
