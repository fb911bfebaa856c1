/**
 * What DATABASE_URL may be: the address of a Postgres, or the path of a SQLite file. Whatever is
 * neither is refused, because it would become a file of that name.
 *
 * Complaints never quote the value: it may hold a password.
 */

import { join } from 'node:path'

/** Where the database is, said or not. */
export function databaseUrlOf(config: { database_url: string | undefined; data_dir: string }): string {
  return config.database_url ?? join(config.data_dir, 'almanac.sqlite')
}

/** Which variable says where it is. */
export function databaseVariableOf({ database_url }: { database_url: string | undefined }): string {
  return database_url === undefined ? 'DATA_DIR' : 'DATABASE_URL'
}

export function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value)
}

/** @throws Error that says what is wrong with it, and how to mend it. */
export function checkedDatabaseUrl(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for.
  if (/[\x00-\x1f\x7f]/.test(value)) throw new Error('holds a line break or another control character')
  if (/^["'`]|["'`]$/.test(value)) throw new Error('begins or ends with a quote. Leave the quotes out')
  if (/\$[{(]/.test(value))
    throw new Error('holds a variable that nothing has replaced. Write out what it stands for')
  if (isPostgresUrl(value)) checkAddress(value)
  else checkPath(value)
  return value
}

const ADDRESS = 'postgres://user:password@host:5432/name'
const ENCODING =
  'Special characters in the user and the password must be percent-encoded: / as %2F, @ as %40, : as %3A, ? as %3F, # as %23, % as %25'

/** Of other programs' addresses: Postgres itself would refuse them in words that help nobody. */
const FOREIGN_PARAMETERS: Record<string, string> = {
  schema: "Leave it out: Almanac's tables are in the schema public",
  search_path: "Leave it out: Almanac's tables are in the schema public",
  pgbouncer:
    "Leave it out, and lead to Postgres itself or to PgBouncer's session mode: the transaction mode breaks locks and notices that Almanac needs",
}

function checkAddress(value: string): void {
  if (/\s/.test(value)) throw new Error(`holds a space. Leave it out, or write it as %20. ${ENCODING}`)
  const rest = value.slice(value.indexOf('://') + 3)
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  const path = /^[^?#]*/.exec(rest.slice(authority.length))?.[0] ?? ''
  const isCutShort = rest.includes('@') && (!authority.includes('@') || path.includes('@'))
  if (isCutShort || !isDecodable(authority + path))
    throw new Error(`cannot be read as ${ADDRESS}. ${ENCODING}`)
  // Several hosts by commas are for the driver; each has the form of one.
  const [first = ''] = value.split(/,(?=[^@]*$)/)
  if (!URL.canParse(first)) throw new Error(`cannot be read as ${ADDRESS}. ${ENCODING}`)
  for (const name of new URLSearchParams(value.split('?')[1]).keys()) {
    const advice = FOREIGN_PARAMETERS[name]
    if (advice) throw new Error(`has the parameter "${name}". ${advice}`)
  }
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}

function checkPath(value: string): void {
  const path = value.replace(/^file:(?!\/\/[^/])/, '')
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(path)?.[1]?.toLowerCase()
  if (scheme?.startsWith('sqlite'))
    throw new Error('must be the path of the SQLite file alone, without sqlite:')
  if (/^p(ost)?g/.test(scheme ?? '')) throw new Error(`must begin with postgres://, such as ${ADDRESS}`)
  if (scheme || /^\/\/[^/]/.test(path)) {
    throw new Error(`must be ${ADDRESS}, or the path of a SQLite file; no other database is known here`)
  }
  if (path.startsWith('~')) throw new Error('begins with ~, which only a shell replaces. Write out the path')
  if (/\?|\s#/.test(path)) throw new Error('is a path with parameters or a comment. Leave them out')
  if (path === '' || path.endsWith('/')) throw new Error('must be the path of a file, not of a folder')
  // A bare word may be anything: a host, the name of a database, what a script makes of a missing value.
  if (!/^(\/|\.\.?\/)/.test(path) && !/^[\p{L}\p{N}._/-]+\.(?:sqlite3?|db3?)$/iu.test(path)) {
    throw new Error(
      `must be ${ADDRESS}, or the path of a SQLite file. If it is a path, begin it with / or ./`,
    )
  }
}
