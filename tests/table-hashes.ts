/** What a database holds, to see whether anything of it has changed. */
import { archivedTables } from '../src/db/rows/archived-tables.ts'
import type { TestApp } from './app.ts'

/** How requests go is written down once a minute, whatever they do. */
const GOES_ON = ['request_minutes', 'instance_minutes']

/** @returns Of each table, a hash of all its rows. */
export function tableHashes({ context }: TestApp): Promise<Record<string, string>> {
  return context.db.instance.snapshot(async (q) => {
    const hashes: Record<string, string> = {}
    for (const table of archivedTables().filter(({ name }) => !GOES_ON.includes(name))) {
      const hasher = new Bun.CryptoHasher('sha256')
      for await (const lines of q.can.rowsOf(q, table)) hasher.update(lines)
      hashes[table.name] = hasher.digest('hex')
    }
    return hashes
  })
}
