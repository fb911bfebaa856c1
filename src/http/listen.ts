/** Opens the port. Why it cannot be opened is said in words that name the variable to change. */
import { isIPv6 } from 'node:net'
import type { AnyElysia } from 'elysia'
import type { Config } from '../config/env.ts'
import { StartError } from '../lib/start-error.ts'

/** Seconds without a byte before a connection is closed; a long import is never that quiet. */
const IDLE_SECONDS = 120

/**
 * @returns The address to show to people.
 * @throws StartError
 */
export function listen(app: AnyElysia, { host, port }: Pick<Config, 'host' | 'port'>): string {
  try {
    app.listen({
      port,
      hostname: host,
      idleTimeout: IDLE_SECONDS,
      // Else a second server on the port would take half of the requests, and nobody would notice.
      reusePort: false,
      // Else Bun shows a page of its own, with the source, where something breaks beneath us.
      development: false,
      // Imports may have any length and are read as they come; other bodies have their own limit.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    })
  } catch (error) {
    throw new StartError(explanation(error as ListenError, host, port), { cause: error })
  }
  return `http://${shownHost(host)}:${app.server?.port}`
}

interface ListenError extends Error {
  code?: string
}

function explanation({ code, message }: ListenError, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} is in use on ${host}. Is Almanac running already? Stop what uses it, or set another PORT.`
    case 'EACCES':
      return `PORT: this user may not listen on ${port}. Set a PORT of 1024 or more.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    // Bun's, of a name that nothing knows.
    case 'EEXIST':
      return `HOST: "${host}" is no address of this machine. 0.0.0.0 listens on all of them, 127.0.0.1 keeps it to this machine.`
    default:
      return `HOST and PORT: cannot listen on ${host}, port ${port}: ${message}.`
  }
}

/** What stands for every address is none that a browser could open. */
function shownHost(host: string): string {
  if (/^\[?[0:]*\]?$|^0\.0\.0\.0$|^\*$/.test(host)) return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}
