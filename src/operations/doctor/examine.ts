/**
 * Looks at all that an instance needs, and says what is wrong and how to mend it.
 *
 * Promises: nothing is changed: no folder, file, database or table is made. What cannot be looked at
 * keeps nothing else from being looked at.
 */
import { databaseUrlOf, databaseVariableOf } from '../../config/database-url.ts'
import type { Config } from '../../config/env.ts'
import { inspectDatabase } from '../../db/inspect.ts'
import { StartError } from '../../lib/start-error.ts'
import type { Finding } from '../health/check.ts'
import { examineCollector } from './examine-collector.ts'
import { examineClock, examineConfiguration, examineLimits, examineProxies } from './examine-configuration.ts'
import { examineDatabase, examineMigrations } from './examine-database.ts'
import { examineDisk, examineFolders } from './examine-folders.ts'
import { examineMail } from './examine-mail.ts'
import { examineProvider } from './examine-provider.ts'
import { examineReplica } from './examine-replica.ts'
import { examineServer } from './examine-server.ts'
import { examineStores } from './examine-stores.ts'
import type { Inspected } from './inspected.ts'

export interface Examined extends Finding {
  check: string
}

/** Further checks, which need a database of this version. */
export type Within = () => Promise<Examined[]>

/** @param within Asked where the database is one of this version. */
export async function examine(config: Config, within: Within): Promise<Examined[]> {
  const database = await inspected(config)
  return [
    named('configuration', examineConfiguration(config)),
    ...examineFolders(config).map((finding) => named('permissions', finding)),
    named('disk', await examineDisk(config)),
    named('database', examineDatabase(database)),
    named('migrations', examineMigrations(database)),
    ...(await examineReplica(config, database)).map((finding) => named('replica', finding)),
    named('clock', examineClock(database)),
    named('limits', await examineLimits(config)),
    named('proxies', examineProxies(config)),
    named('mail', await examineMail(config)),
    ...(await examineStores(config)).map((finding) => named('stores', finding)),
    ...(await examineCollector(config)).map((finding) => named('traces', finding)),
    ...(await examineProvider(config)).map((finding) => named('sign-on', finding)),
    named('server', await examineServer(config)),
    ...(isOfThisVersion(database) ? await within() : []),
  ]
}

export function named(check: string, finding: Finding): Examined {
  return { check, ...finding }
}

async function inspected(config: Config): Promise<Inspected> {
  try {
    return await inspectDatabase(databaseUrlOf(config), databaseVariableOf(config))
  } catch (error) {
    if (error instanceof StartError) return error
    throw error
  }
}

function isOfThisVersion(database: Inspected): boolean {
  if (database === null || database instanceof StartError) return false
  const { damage, missing_migrations, unknown_migrations } = database
  return damage.length === 0 && missing_migrations + unknown_migrations === 0
}
