/** A database and a folder that stay when the application on them stops. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config/env.ts'
import { type Restore, restoreBackup } from '../src/operations/backups/restore-backup.ts'
import { type Engine, type TestApp, TestClock, testApp } from './app.ts'
import { postgresServer } from './postgres-server.ts'
import { copySqliteTemplate } from './sqlite-template.ts'

export type Place = Awaited<ReturnType<typeof newPlace>>

/** @param isThere Whether there is a database with its schema, but without any rows. */
export async function newPlace(engine: Engine, isThere = true, more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-place-'))
  const path = join(folder, 'almanac.sqlite')
  const server = engine === 'postgres' ? await postgresServer() : null
  const url = await (isThere ? server?.createDatabase() : server?.createEmptyDatabase())
  if (isThere && !url) copySqliteTemplate(path)
  const env = { DATA_DIR: folder, DATABASE_URL: url ?? path, ...more }
  return {
    env,
    folder,
    /** Of a SQLite file. */
    path,
    config: readConfig(env),
    /** Runs `fn` with an application on it, which stops then. */
    async within<T>(fn: (app: TestApp) => Promise<T>): Promise<T> {
      await using app = await testApp(engine, env)
      return await fn(app)
    },
    restore: (path: string, options: Partial<Restore> = {}) =>
      restoreBackup(
        { config: readConfig(env), clock: new TestClock() },
        { path, withoutSafety: false, confirm: async () => true, ...options },
        () => {},
      ),
    async [Symbol.asyncDispose]() {
      if (url) await server?.dropDatabase(url)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
