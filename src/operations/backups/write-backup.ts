/**
 * Writes all that an instance holds into an archive, in one state of the database, while others go on
 * writing.
 */

import { getLogger } from '@logtape/logtape'
import { version } from '../../../package.json'
import type { Base } from '../../base.ts'
import { newestSchema } from '../../db/migrate.ts'
import { archivedTables } from '../../db/rows/archived-tables.ts'
import { asWhole } from '../../db/time-limits.ts'
import { type FilesConfig, openFileStore } from '../../files/open-store.ts'
import { byteSize } from '../../lib/byte-size.ts'
import type { Manifest } from './archive/format.ts'
import { ArchiveWriter } from './archive/write-archive.ts'
import { addContents } from './archived-contents.ts'
import { hashDashboards } from './dashboards.ts'
import { listContents } from './queries.ts'

const log = getLogger(['almanac', 'backup'])

/** @param share 0 to 1. */
export type ShowProgress = (share: number, text: string) => void

export interface BackupToWrite {
  path: string
  name: string
  /** Epoch ms. */
  created_at: number
  /** What lies in DATA_DIR beside the database. */
  files: readonly { name: string; content: Uint8Array }[]
}

export async function writeBackup(
  { db, config }: Pick<Base, 'db'> & { config: FilesConfig },
  { path, name, created_at, files }: BackupToWrite,
  show: ShowProgress,
): Promise<Manifest> {
  await using writer = await ArchiveWriter.create(path)
  const { dashboards, contents } = await asWhole(() =>
    db.instance.snapshot(async (q) => {
      await writer.restart()
      const progress = new RowProgress(await q.can.countRoughly(q), show)
      const hashes = await hashDashboards(q, created_at)
      for (const table of archivedTables()) {
        const { rows } = await writer.addTable(table, progress.watch(table.name, q.can.rowsOf(q, table)))
        progress.done(rows)
      }
      return { dashboards: hashes, contents: await q.all(listContents) }
    }, 'heavy'),
  )
  for (const file of files) await writer.addFile(file.name, file.content)
  const missing = await addContents(writer, openFileStore(config), contents, (done) =>
    show(1, `files: ${done} of ${contents.length}`),
  )
  if (missing > 0)
    log.warn('{missing} contents of files are not in {name}: they are not in the store', { missing, name })
  // Before the writer is disposed of.
  return await writer.finish({
    kind: 'backup',
    name,
    created_at: new Date(created_at).toISOString(),
    engine: db.engine,
    program: version,
    schema: newestSchema(),
    dashboards,
  })
}

/** How many rows there are is known roughly before, and exactly of each table that is done. */
class RowProgress {
  #rows = 0

  constructor(
    readonly expected: number,
    readonly show: ShowProgress,
  ) {}

  async *watch(table: string, pages: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0
    for await (const lines of pages) {
      bytes += lines.length
      this.show(this.#share(), `${table}: ${byteSize(bytes)}`)
      yield lines
    }
  }

  done(rows: number): void {
    this.#rows += rows
  }

  #share(): number {
    return Math.min(1, this.#rows / Math.max(1, this.expected))
  }
}
