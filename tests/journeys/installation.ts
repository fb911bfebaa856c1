/** An installation of its own: a folder and a database, which outlive the server's processes. */
import { expect } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Engine } from '../app.ts'
import { postgresServer } from '../postgres-server.ts'
import { runAlmanac, startServer } from '../server-process.ts'
import { copySqliteTemplate } from '../sqlite-template.ts'

export type Installation = Awaited<ReturnType<typeof installation>>

export async function installation(engine: Engine) {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-journey-'))
  const postgres = engine === 'postgres' ? await postgresServer() : undefined
  if (engine === 'sqlite') copySqliteTemplate(join(folder, 'almanac.sqlite'))
  const DATABASE_URL = await postgres?.createDatabase()
  const env = { DATA_DIR: folder, RATE_LIMITS: 'off', ...(DATABASE_URL && { DATABASE_URL }) }
  return {
    folder,
    /** Of Postgres. */
    database_url: DATABASE_URL,
    start: () => startServer({ env }),
    run: (...words: string[]) => runAlmanac(words, { env }),
    /** That the file is sound, and that all rollups equal a recount from the raw events. */
    async expectSound() {
      if (engine === 'sqlite') expect(integrityOf(join(folder, 'almanac.sqlite'))).toBe('ok')
      const { exitCode, stderr } = await runAlmanac(['rollups', 'check'], { env })
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining(', 0 differ') })
    },
    async [Symbol.asyncDispose]() {
      if (DATABASE_URL) await postgres?.dropDatabase(DATABASE_URL)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function integrityOf(path: string): unknown {
  const db = new Sqlite(path)
  try {
    return db.pragma('integrity_check', { simple: true })
  } finally {
    db.close()
  }
}
