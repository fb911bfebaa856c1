/**
 * Writes an archive. What the manifest says of the rows is known when all of them were read once, so
 * the body lies in a file of its own until then. Under its name there is the whole archive or none.
 */
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ArchivedTable } from '../../../db/rows/table-shape.ts'
import { ownLike } from '../../../lib/own-like.ts'
import { RowsHash } from '../../../lib/rows-hash.ts'
import { syncFolder } from '../../../lib/sync-folder.ts'
import {
  ArchiveError,
  type BlockHeader,
  type FileEntry,
  FORMAT,
  LONGEST_BLOCK,
  type Manifest,
  type ManifestHead,
  sha256,
  type TableEntry,
} from './format.ts'

const LEVEL = 3
const COPIED_AT_ONCE = 2 ** 20
const PARTS_AT_ONCE = 8
/** It holds secrets. */
const MODE = 0o600
const FILE_BLOCK = 2 ** 18

export class ArchiveWriter implements AsyncDisposable {
  readonly #path: string
  #body: FileHandle
  #hash = new Bun.CryptoHasher('sha256')
  #tables: TableEntry[] = []
  #files: FileEntry[] = []
  #bytes = 0
  #blocks = 0
  /** A block is packed while the next one is read. */
  #writing: Promise<unknown> = Promise.resolve()

  private constructor(path: string, body: FileHandle) {
    this.#path = path
    this.#body = body
  }

  static async create(path: string): Promise<ArchiveWriter> {
    return new ArchiveWriter(path, await openBody(path))
  }

  /** Forgets what it was given: for rows that may be read once more, from another server. */
  async restart(): Promise<void> {
    await this.#writing.catch(() => {})
    await this.#body.close()
    this.#body = await openBody(this.#path)
    this.#hash = new Bun.CryptoHasher('sha256')
    this.#tables = []
    this.#files = []
    this.#bytes = 0
    this.#blocks = 0
    this.#writing = Promise.resolve()
  }

  /** @param pages Lines: see db/rows/row-lines.ts. */
  async addTable(table: ArchivedTable, pages: AsyncIterable<Uint8Array>): Promise<TableEntry> {
    const hash = new RowsHash()
    let bytes = 0
    for await (const lines of pages) {
      const before = hash.rows
      hash.add(lines)
      bytes += lines.length
      await this.#addBlock({ table: table.name, rows: hash.rows - before }, lines)
    }
    const { name, columns } = table
    const entry = { name, columns, rows: hash.rows, bytes, hash: hash.hex() }
    this.#tables.push(entry)
    return entry
  }

  async addFile(name: string, content: Uint8Array): Promise<void> {
    for (let at = 0; at < content.length; at += FILE_BLOCK) {
      await this.#addBlock({ file: name }, content.subarray(at, at + FILE_BLOCK))
    }
    this.#files.push({ name, bytes: content.length, sha256: sha256(content) })
  }

  async finish(head: ManifestHead): Promise<Manifest> {
    await this.#add(Buffer.from(`${JSON.stringify({ end: true, blocks: this.#blocks })}\n`))
    await this.#writing
    const manifest: Manifest = {
      almanac_archive: FORMAT,
      ...head,
      tables: this.#tables,
      files: this.#files,
      rows: this.#tables.reduce((sum, { rows }) => sum + rows, 0),
      body: { bytes: this.#bytes, sha256: this.#hash.digest('hex') },
    }
    await this.#putTogether(manifest)
    return manifest
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing.catch(() => {})
    await this.#body.close()
    await rm(bodyPath(this.#path), { force: true })
    await rm(unfinishedPath(this.#path), { force: true })
  }

  #addBlock(what: { table: string; rows: number } | { file: string }, content: Uint8Array): Promise<void> {
    if (content.length > LONGEST_BLOCK)
      throw new ArchiveError('too_large', `A row is longer than ${LONGEST_BLOCK} bytes.`)
    const header: BlockHeader = { ...what, bytes: content.length, sha256: sha256(content) }
    this.#blocks += 1
    return this.#add(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), content]))
  }

  async #add(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    await this.#writing
    this.#writing = packed(bytes).then((frame) => this.#body.write(frame))
    // Whoever waits for it next is told.
    this.#writing.catch(() => {})
  }

  async #putTogether(manifest: Manifest): Promise<void> {
    const unfinished = unfinishedPath(this.#path)
    const file = await open(unfinished, 'w', MODE)
    try {
      const line = JSON.stringify(manifest)
      await file.write(await packed(Buffer.from(`${line}\n${JSON.stringify({ sha256: sha256(line) })}\n`)))
      await this.#copyBody(file)
      await file.sync()
    } finally {
      await file.close()
    }
    ownLike(unfinished, dirname(this.#path))
    await rename(unfinished, this.#path)
    await syncFolder(dirname(this.#path))
  }

  async #copyBody(file: FileHandle): Promise<void> {
    await this.#body.close()
    const body = await open(bodyPath(this.#path), 'r')
    try {
      const part = new Uint8Array(COPIED_AT_ONCE)
      for (let parts = 1; ; parts += 1) {
        const { bytesRead } = await body.read(part, 0, part.length)
        if (bytesRead === 0) return
        await file.write(part, 0, bytesRead)
        // All of it at the end would keep those waiting who commit meanwhile.
        if (parts % PARTS_AT_ONCE === 0) await file.datasync()
      }
    } finally {
      await body.close()
    }
  }
}

/** What was written of an archive that was never finished ends like this. */
export const UNFINISHED = /\.(body|unfinished)$/

function openBody(path: string): Promise<FileHandle> {
  return open(bodyPath(path), 'w', MODE)
}

function bodyPath(path: string): string {
  return `${path}.body`
}

function unfinishedPath(path: string): string {
  return `${path}.unfinished`
}

function packed(bytes: Uint8Array): Promise<Uint8Array> {
  return Bun.zstdCompress(bytes, { level: LEVEL })
}
