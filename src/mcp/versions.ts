/**
 * In which version of the protocol a message is. Until 2025-11-25 a client introduces itself by `initialize`
 * and names the version in a header; since 2026-07-28 each message says all of it by itself, in `_meta` and
 * in headers that must say the same. We keep nothing of either between two messages.
 */
import {
  HEADER_MISMATCH,
  INVALID_PARAMS,
  isObject,
  type Json,
  RpcError,
  type RpcRequest,
  UNSUPPORTED_VERSION,
} from './rpc.ts'

const MODERN = '2026-07-28'
/** The newest first. */
const WITH_HANDSHAKE = ['2025-11-25', '2025-06-18', '2025-03-26'] as const
export const VERSIONS: readonly string[] = [MODERN, ...WITH_HANDSHAKE]
/** It had no header for it. */
const WITHOUT_HEADER = '2025-03-26'
/** The only version in which several messages may come together. */
export const WITH_BATCHES = WITHOUT_HEADER

const LONGEST_CLIENT = 100
const PREFIX = 'io.modelcontextprotocol'

export interface Spoken {
  version: string
  /** Whether each message speaks for itself. */
  isModern: boolean
}

/** What is answered to `initialize`: the version that was asked for, or the newest that has a handshake. */
export function negotiated(requested: unknown): string {
  return WITH_HANDSHAKE.find((one) => one === requested) ?? WITH_HANDSHAKE[0]
}

/** By the header alone. @throws RpcError */
export function headerVersion(headers: Headers): string {
  const named = headers.get('mcp-protocol-version')
  if (named !== null && !VERSIONS.includes(named)) throw unsupported(named)
  return named ?? WITHOUT_HEADER
}

/** @throws RpcError Where it is a version that we do not know, or headers and message differ. */
export function spokenIn({ method, params }: RpcRequest, headers: Headers): Spoken {
  const meta = isObject(params._meta) ? params._meta : {}
  const version = meta[`${PREFIX}/protocolVersion`]
  if (version === undefined) return { version: withoutMeta(method, headers), isModern: false }
  if (typeof version !== 'string' || !VERSIONS.includes(version)) throw unsupported(version)
  assertSame(headers, 'MCP-Protocol-Version', version)
  if (version !== MODERN) return { version, isModern: false }
  assertSame(headers, 'Mcp-Method', method)
  if (method === 'tools/call') assertSame(headers, 'Mcp-Name', params.name)
  if (!isObject(meta[`${PREFIX}/clientCapabilities`])) {
    throw missingMeta('clientCapabilities')
  }
  return { version, isModern: true }
}

function withoutMeta(method: string, headers: Headers): string {
  // It is by this that the version is agreed upon.
  if (method === 'initialize') return WITH_HANDSHAKE[0]
  const version = headerVersion(headers)
  if (version === MODERN) throw missingMeta('protocolVersion')
  return version
}

/** @returns What the client says it is, for whoever looks into the audit log. */
export function clientIn(params: Json, headers: Headers): string | null {
  const meta = isObject(params._meta) ? params._meta : {}
  const info = meta[`${PREFIX}/clientInfo`]
  if (!isObject(info) || typeof info.name !== 'string') return namable(headers.get('user-agent'))
  return namable(typeof info.version === 'string' ? `${info.name} ${info.version}` : info.name)
}

/** Anybody may write anything there. */
function namable(text: string | null): string | null {
  return text === null ? null : text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, LONGEST_CLIENT)
}

/** What each result says beside its content. */
export function modernResult(result: Json, serverInfo: Json): Json {
  return { resultType: 'complete', ...result, _meta: { [`${PREFIX}/serverInfo`]: serverInfo } }
}

/** @param wanted Of the message, which may hold anything there. */
function assertSame(headers: Headers, name: string, wanted: unknown): void {
  const given = decoded(headers.get(name))
  if (given === wanted) return
  const what = given === null ? 'is missing' : 'does not say the same as the message'
  throw new RpcError(HEADER_MISMATCH, `Header mismatch: ${name} ${what}.`, 400)
}

/** A value that is no plain ASCII comes in base64. */
function decoded(value: string | null): string | null {
  const encoded = value === null ? null : /^=\?base64\?(.*)\?=$/.exec(value)?.[1]
  return encoded === undefined || encoded === null ? value : Buffer.from(encoded, 'base64').toString('utf8')
}

function unsupported(version: unknown): RpcError {
  // No more of what is no text than that: to make one of it may fail.
  const requested = typeof version === 'string' ? version.slice(0, 100) : typeof version
  const details = { supported: VERSIONS, requested }
  return new RpcError(UNSUPPORTED_VERSION, 'Unsupported protocol version', 400, details)
}

function missingMeta(name: string): RpcError {
  return new RpcError(INVALID_PARAMS, `Invalid params: _meta lacks ${PREFIX}/${name}.`, 400)
}
