/** JSON bodies, read with a limit that a declared length cannot talk around. */
import { AppError } from '../lib/app-error.ts'
import { isDeeperThan } from '../lib/json-depth.ts'

export const JSON_BODY_LIMIT = 4 * 2 ** 20
/** Deeper than anything that we take; what checks a body goes down into it. */
const DEEPEST_NESTING = 64
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i

export class BodyTooLargeError extends AppError {
  constructor(limit: number) {
    super(413, 'body_too_large', `The body is larger than ${limit / 2 ** 20} MiB. Send it in smaller parts.`)
  }
}

export class MalformedBodyError extends AppError {
  constructor(cause: unknown) {
    super(400, 'malformed_body', `The body is not JSON: ${(cause as Error).message}`, undefined, cause)
  }
}

export class UnsupportedMediaTypeError extends AppError {
  constructor(contentType: string) {
    super(
      415,
      'unsupported_media_type',
      `Send the body as application/json${contentType && `, not as "${contentType}"`}.`,
    )
  }
}

export class NestedTooDeepError extends AppError {
  constructor() {
    super(400, 'nested_too_deep', `The body nests lists and objects more than ${DEEPEST_NESTING} deep.`)
  }
}

export class EncodedBodyError extends AppError {
  constructor(encoding: string) {
    super(415, 'unsupported_encoding', `Send the body plain, without Content-Encoding: ${encoding}.`)
  }
}

/** Refuses what is no UTF-8; the lenient way would store another text than was sent. */
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/**
 * @throws BodyTooLargeError
 * @throws EncodedBodyError
 * @throws MalformedBodyError
 * @throws NestedTooDeepError
 * @throws UnsupportedMediaTypeError
 */
export async function readBody(request: Request, contentType: string): Promise<unknown> {
  // Without a type there is mostly no body either, as in a DELETE.
  if (contentType === '' && !(await hasContent(request))) return undefined
  if (!JSON_TYPE.test(contentType)) throw new UnsupportedMediaTypeError(contentType)
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') throw new EncodedBodyError(encoding)
  if (Number(request.headers.get('content-length')) > JSON_BODY_LIMIT)
    throw new BodyTooLargeError(JSON_BODY_LIMIT)
  const text = await readText(request)
  if (isDeeperThan(text, DEEPEST_NESTING)) throw new NestedTooDeepError()
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new MalformedBodyError(error)
  }
}

async function hasContent(request: Request): Promise<boolean> {
  for await (const part of request.body ?? []) if (part.length > 0) return true
  return false
}

async function readText(request: Request): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > JSON_BODY_LIMIT) throw new BodyTooLargeError(JSON_BODY_LIMIT)
    parts.push(part)
  }
  try {
    return UTF8.decode(Buffer.concat(parts))
  } catch (error) {
    throw new MalformedBodyError(error)
  }
}
