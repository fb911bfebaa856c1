/** A database of its own beside the one in use, for as long as it is needed. */
import { connectPostgres, limitTime, type PostgresClient } from './postgres-client.ts'
import { LONG } from './time-limits.ts'

const GOODBYE_SECONDS = 1
/** SQLSTATE of an encoding that the locale has no place for. */
const NOT_FOR_THIS_LOCALE = '22023'

export interface ScratchDatabase extends AsyncDisposable {
  /** Empty, without a schema. */
  readonly url: string
}

/**
 * Those that a process which died has left of the same database are dropped first: whoever calls must
 * be the only one.
 *
 * @returns `null` where the login may not make databases.
 */
export async function createScratchPostgres(url: string, purpose: string): Promise<ScratchDatabase | null> {
  const client = await connectPostgres(url)
  try {
    await limitTime(client, LONG)
    const [login] = await client`
      select rolcreatedb or rolsuper as may, md5(current_database()) as hash from pg_roles where rolname = current_user`
    if (login?.may !== true) return null
    const prefix = `almanac_${purpose}_${login.hash.slice(0, 12)}_`
    await dropAll(client, prefix)
    const name = `${prefix}${crypto.randomUUID().slice(0, 8)}`
    await create(client, name)
    return { url: withDatabase(url, name), [Symbol.asyncDispose]: () => drop(url, name) }
  } finally {
    await client.end({ timeout: GOODBYE_SECONDS })
  }
}

/** Of the server's own locale, or of the one that goes with every encoding. */
async function create(client: PostgresClient, name: string): Promise<void> {
  const text = `create database ${name} template template0 encoding 'UTF8'`
  try {
    await client.unsafe(text)
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_FOR_THIS_LOCALE) throw error
    await client.unsafe(`${text} lc_collate 'C' lc_ctype 'C'`)
  }
}

async function dropAll(client: PostgresClient, prefix: string): Promise<void> {
  const left = await client`select datname from pg_database where starts_with(datname, ${prefix})`
  for (const { datname } of left) await client.unsafe(`drop database if exists ${datname} with (force)`)
}

async function drop(url: string, name: string): Promise<void> {
  const client = await connectPostgres(url)
  try {
    await client.unsafe(`drop database if exists ${name} with (force)`)
  } finally {
    await client.end({ timeout: GOODBYE_SECONDS })
  }
}

/** Not by `URL`, which knows no several hosts. */
function withDatabase(url: string, name: string): string {
  const [, authority = '', query = ''] = /^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(url) ?? []
  return `${authority}/${name}${query}`
}
