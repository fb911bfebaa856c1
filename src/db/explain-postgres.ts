/**
 * Why a Postgres cannot be used, in one line for whoever set DATABASE_URL: what is wrong, and the
 * statement or the setting that mends it. The password never stands in it, nor in what the server says.
 */
import { StartError } from '../lib/start-error.ts'
import { connectPostgres, type PostgresClient } from './postgres-client.ts'

/** Where the address leads, and as whom. */
export interface Target {
  where: string
  user: string
  database: string
  /** Whether the address asks for an encrypted connection. */
  isEncrypted: boolean
}

interface ServerError extends Error {
  code: string
}

export function targetOf({ options }: PostgresClient): Target {
  const hosts = options.host.map((host, i) =>
    options.path ? String(options.path) : `${host}:${options.port[i]}`,
  )
  return {
    where: hosts.join(', '),
    user: options.user,
    database: options.database,
    isEncrypted: Boolean(options.ssl),
  }
}

/** Of an address, without going there. */
export async function targetOfUrl(url: string): Promise<Target> {
  return targetOf(await connectPostgres(url))
}

/**
 * @param name Of the option that names the database.
 * @returns What to throw in place of it: itself where it comes neither from the server nor from the way to it.
 */
export function explainPostgres(error: unknown, target: Target, name = 'DATABASE_URL'): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error
  const { code } = error as Partial<ServerError>
  if (typeof code !== 'string') return error
  return new StartError(`${name}: ${explanation({ code, message: error.message }, target)}`, {
    cause: error,
  })
}

type Words = (target: Target, message: string) => string

const BY_CODE: Record<string, Words> = {
  '3D000': ({ where, database, user }) =>
    `there is no database "${database}" at ${where}. Make it: create database "${database}" owner "${user}";`,
  '28P01': ({ where, user }) =>
    `${where} refuses the password of "${user}". If it is the right one, percent-encode its special characters: / as %2F, @ as %40, : as %3A, ? as %3F, # as %23, % as %25.`,
  '28000': notLetIn,
  '42501': ({ database, user }, message) =>
    `"${user}" has no right to what Almanac needs (${message}). As a superuser in "${database}": alter database "${database}" owner to "${user}"; grant usage, create on schema public to "${user}"; tables that another login has made need reassign owned by it to "${user}";`,
  '25006': ({ where, database }) =>
    `${where} only reads. Name the primary server; where it is one: alter database "${database}" set default_transaction_read_only = off;`,
  '42704': (_, message) =>
    `the server refuses a parameter of the address (${message}). Leave out what is for other programs.`,
  '53300': ({ where, user, database }, message) =>
    `${where} has no connection left (${message}). Give more: alter role "${user}" connection limit 50; or alter database "${database}" connection limit 50; or raise max_connections.`,
  '53100': ({ where }) => `the disk of ${where} is full. Make room.`,
  '55P03': ({ database }) =>
    `another process has been upgrading "${database}" for half an hour. Wait until that is done, and start again; select pid, query from pg_stat_activity; says what it does.`,
  '57P03': ({ where }, message) => `${where} is not ready (${message}). Start again once it is.`,
}

function explanation({ code, message }: { code: string; message: string }, target: Target): string {
  const words = BY_CODE[code]
  if (words) return words(target, oneLine(message))
  if (/^(E[A-Z]+|CONNECT(ION)?_\w+)$/.test(code)) {
    const tls = target.isEncrypted ? ' Does it speak TLS, for which the address asks?' : ''
    return `nobody answers at ${target.where} (${code}). Is Postgres running there, and are host and port right?${tls}`
  }
  return `Postgres at ${target.where} cannot be used: ${oneLine(message)} (${code}).`
}

function notLetIn({ where, user }: Target, message: string): string {
  if (/role .* does not exist/.test(message)) {
    return `there is no role "${user}" at ${where}. Make it: create role "${user}" login password '…';`
  }
  if (message.includes('not permitted to log in')) {
    return `the role "${user}" may not log in at ${where}. Let it: alter role "${user}" login;`
  }
  return `${where} does not let "${user}" in (${oneLine(message)}). Its pg_hba.conf decides that; where it asks for TLS, add ?sslmode=require to the address.`
}

/** Without a full stop, to stand inside a sentence. */
function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '')
}
