/** JSON bodies, forms of pages, and forms with files. How they are read, and how much of them at once, says bodies.ts. */
import { AppError, InvalidValueError } from '../lib/app-error.ts'
import { InexactNumberError, parseJson } from '../lib/json.ts'
import { isDeeperThan } from '../lib/json-depth.ts'
import { type FormPart, MalformedFormError, partsOf, textOf } from '../lib/multipart.ts'
import { ReceivedFile } from '../lib/received-file.ts'
import type { Bodies, BodyOwner } from './bodies.ts'
import {
  EncodedBodyError,
  MalformedBodyError,
  MalformedFilesError,
  NestedTooDeepError,
  UnsupportedMediaTypeError,
} from './body-errors.ts'

/** Deeper than anything that we take; what checks a body goes down into it. */
const DEEPEST_NESTING = 64
const FORM_TYPE = /^application\/x-www-form-urlencoded$/i
const FILES_TYPE = /^multipart\/form-data$/i
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i

/** Refuses what is no UTF-8; the lenient way would store another text than was sent. */
const UTF8 = new TextDecoder('utf-8', { fatal: true })

export interface Forms {
  takesForm?: boolean
  /** Where files may come, too: the fields beside them that are JSON. */
  filesBeside?: readonly string[] | null
}

/**
 * @throws EncodedBodyError, MalformedBodyError, NestedTooDeepError, UnsupportedMediaTypeError, and what
 *   `Bodies.read` throws.
 */
export async function readBody(
  request: Request,
  contentType: string,
  bodies: Bodies,
  owner: BodyOwner,
  { takesForm = false, filesBeside = null }: Forms = {},
): Promise<unknown> {
  if (filesBeside && FILES_TYPE.test(contentType)) {
    const kind = owner.kind === 'known' ? 'files' : 'files_of_nobody'
    return filesIn(await bodies.read(request, { ...owner, kind }), request, filesBeside)
  }
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

/** The files of a field are a list, whatever their number; other fields are texts, or JSON. */
function filesIn(bytes: Uint8Array, { headers }: Request, json: readonly string[]): Record<string, unknown> {
  try {
    const form: Record<string, unknown> = Object.create(null)
    for (const part of partsOf(bytes, headers.get('content-type') ?? '')) {
      const { name, file_name } = part
      if (file_name !== null) form[name] = withFile(form[name], part, file_name)
      else if (name in form) throw new MalformedFormError('a field comes twice')
      else form[name] = json.includes(name) ? parsed(part.content) : textOf(part)
    }
    return { ...form }
  } catch (error) {
    if (error instanceof MalformedFormError) throw new MalformedFilesError(error)
    throw error
  }
}

function withFile(before: unknown, { content }: FormPart, name: string): unknown {
  // So a browser sends a field in which no file was chosen.
  if (name === '' && content.length === 0) return before ?? []
  if (before !== undefined && !Array.isArray(before)) throw new MalformedFormError('a field comes twice')
  return [...(before ?? []), new ReceivedFile(name, content)]
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
