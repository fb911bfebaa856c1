/** JSON bodies, read with a limit that a declared length cannot talk around. */
import { AppError } from '../lib/app-error.ts'

export const JSON_BODY_LIMIT = 4 * 2 ** 20
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/

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

/**
 * @throws BodyTooLargeError
 * @throws MalformedBodyError
 * @throws UnsupportedMediaTypeError
 */
export async function readBody(request: Request, contentType: string): Promise<unknown> {
  // Without a type there is mostly no body either, as in a DELETE.
  if (contentType === '' && !(await hasContent(request))) return undefined
  if (!JSON_TYPE.test(contentType)) throw new UnsupportedMediaTypeError(contentType)
  if (Number(request.headers.get('content-length')) > JSON_BODY_LIMIT)
    throw new BodyTooLargeError(JSON_BODY_LIMIT)
  const text = await readText(request)
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
  return Buffer.concat(parts).toString('utf8')
}
