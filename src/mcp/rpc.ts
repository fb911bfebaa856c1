/** JSON-RPC 2.0, as the Model Context Protocol has it: what a message may be, and how errors go out. */
import { AppError } from '../lib/app-error.ts'

export const PARSE_ERROR = -32700
export const INVALID_REQUEST = -32600
export const METHOD_NOT_FOUND = -32601
export const INVALID_PARAMS = -32602
export const INTERNAL_ERROR = -32603
/** Those of the protocol itself. */
export const HEADER_MISMATCH = -32020
export const UNSUPPORTED_VERSION = -32022

export type RpcId = string | number
export type Json = Record<string, unknown>

/** It is given back with the answer. */
const LONGEST_ID = 1_000

export interface RpcRequest {
  id: RpcId
  method: string
  params: Json
}

/** What was wrong with a message, rather than with what it asked for. */
export class RpcError extends Error {
  /** @param status Of HTTP. */
  constructor(
    readonly code: number,
    message: string,
    readonly status: number,
    readonly details?: Json,
  ) {
    super(message)
  }
}

/** @returns `null` for a notification, which is not answered. @throws RpcError */
export function requestIn(message: unknown): RpcRequest | null {
  if (!isObject(message))
    throw invalid('a message is an object, such as {"jsonrpc":"2.0","id":1,"method":"ping"}')
  const { jsonrpc, method, params = {} } = message
  if (jsonrpc !== '2.0') throw invalid('"jsonrpc" must be "2.0"')
  if (typeof method !== 'string') {
    throw invalid('"method" must be a text: nothing was asked of you, so no response is expected')
  }
  if (!isObject(params)) throw invalid('"params" must be an object')
  if (!('id' in message)) return null
  return { id: idIn(message), method, params }
}

/** Of a message that may be none. */
export function idOf(message: unknown): RpcId | null {
  try {
    return isObject(message) ? idIn(message) : null
  } catch {
    return null
  }
}

function idIn({ id }: Json): RpcId {
  if (typeof id === 'string' && id.length <= LONGEST_ID) return id
  if (typeof id === 'number' && Number.isSafeInteger(id)) return id
  throw invalid(`"id" must be an integer, or a text of at most ${LONGEST_ID} characters`)
}

function invalid(problem: string): RpcError {
  return new RpcError(INVALID_REQUEST, `Invalid request: ${problem}.`, 400)
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function answerTo(id: RpcId, result: Json): Json {
  return { jsonrpc: '2.0', id, result }
}

export function errorAnswer(id: RpcId | null, code: number, message: string, data?: Json): Json {
  return { jsonrpc: '2.0', id, error: { code, message, ...(data && { data }) } }
}

/** What was refused before anybody looked at the message, as an error of JSON-RPC. */
export function refusalAsRpc(problem: { status: number; code: string; detail: string } & Json) {
  const { status, code, detail } = problem
  const isMalformed = code === 'malformed_body' || code === 'incomplete_body'
  const refused = status >= 500 ? INTERNAL_ERROR : INVALID_REQUEST
  const body = errorAnswer(null, isMalformed ? PARSE_ERROR : refused, detail, problem)
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** A page of another site, which may reach us through a browser or a name that it has pointed here. */
export class ForeignOriginError extends AppError {
  constructor() {
    super(
      403,
      'foreign_origin',
      'A page of another site may not call tools. Add its origin to ALLOWED_ORIGINS, or call from a program.',
    )
  }
}
