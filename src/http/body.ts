/** JSON bodies, and forms of pages. How they are read, and how much of them at once, says bodies.ts. */
import { AppError, InvalidValueError } from '../lib/app-error.ts'
import { InexactNumberError, parseJson } from '../lib/json.ts'
import { isDeeperThan } from '../lib/json-depth.ts'
import type { Bodies, BodyOwner } from './bodies.ts'
import {
  EncodedBodyError,
  MalformedBodyError,
  NestedTooDeepError,
  UnsupportedMediaTypeError,
} from './body-errors.ts'

/** Deeper than anything that we take; what checks a body goes down into it. */
const DEEPEST_NESTING = 64
const FORM_TYPE = /^application\/x-www-form-urlencoded$/i
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i

/** Refuses what is no UTF-8; the lenient way would store another text than was sent. */
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/**
 * @throws EncodedBodyError, MalformedBodyError, NestedTooDeepError, UnsupportedMediaTypeError, and what
 *   `Bodies.read` throws.
 */
export async function readBody(
  request: Request,
  contentType: string,
  bodies: Bodies,
  owner: BodyOwner,
  takesForm = false,
): Promise<unknown> {
  if (takesForm && FORM_TYPE.test(contentType)) return formIn(await bodies.read(request, owner))
  if (contentType !== '') refuseOtherTypes(request, contentType)
  const bytes = await bodies.read(request, owner)
  // Without a type there is mostly no body either, as in a DELETE.
  if (contentType === '' && bytes.length === 0) return undefined
  if (contentType === '') throw new UnsupportedMediaTypeError(contentType)
  return parsed(bytes)
}

/** Of a field that comes twice, the last. */
function formIn(bytes: Uint8Array): Record<string, string> {
  try {
    return Object.fromEntries(new URLSearchParams(UTF8.decode(bytes)))
  } catch (error) {
    throw new MalformedBodyError(error)
  }
}

function refuseOtherTypes({ headers }: Request, contentType: string): void {
  if (!JSON_TYPE.test(contentType)) throw new UnsupportedMediaTypeError(contentType)
  const encoding = headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') throw new EncodedBodyError(encoding)
}

function parsed(bytes: Uint8Array): unknown {
  try {
    const text = UTF8.decode(bytes)
    if (isDeeperThan(text, DEEPEST_NESTING)) throw new NestedTooDeepError(DEEPEST_NESTING)
    return parseJson(text)
  } catch (error) {
    if (error instanceof InexactNumberError) throw new InvalidValueError(error.path, error.problem)
    throw error instanceof AppError ? error : new MalformedBodyError(error)
  }
}
