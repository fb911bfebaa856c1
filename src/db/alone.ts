/** A database for one process alone, which replaces it or copies it as it stands. */
import type { Database } from './database.ts'
import { takePostgresAlone, takeSqliteAlone } from './database-use.ts'
import { isPostgres, openDatabase, sqlitePath } from './open.ts'
import type { BeforeUpgrade } from './upgrade.ts'

/** @param url As in DATABASE_URL; the folder of a file must be there. @throws InUseError */
export async function takeAlone(url: string): Promise<AsyncDisposable> {
  if (isPostgres(url)) return takePostgresAlone(url)
  const held = takeSqliteAlone(sqlitePath(url))
  return { [Symbol.asyncDispose]: async () => held[Symbol.dispose]() }
}

/**
 * Once it has been taken.
 *
 * @param name The variable or option that leads to it.
 * @param beforeUpgrade What is done before data of an older schema are brought to that of this version.
 * @throws StartError
 */
export function openAlone(url: string, name?: string, beforeUpgrade?: BeforeUpgrade): Promise<Database> {
  return openDatabase(url, async () => {}, {
    use: 'alone',
    ...(name !== undefined && { name }),
    ...(beforeUpgrade && { beforeUpgrade }),
  })
}
