/**
 * Errors on the wire: problem documents (RFC 9457) with a stable `code`. What the caller should
 * not see, a stack or a driver's words, goes to the log and stays there.
 */
import { getLogger } from '@logtape/logtape'
import { t, ValidationError } from 'elysia'
import { AppError, isForeseen } from '../lib/app-error.ts'
import { invalidRequest } from './invalid-request.ts'
import { WrongMethodError } from './path.ts'
import { asDocument, type ProblemContent, type RefusalPage } from './refusal-page.ts'
import type { RequestInfo } from './request-info.ts'

const log = getLogger(['almanac', 'http'])

export const Problem = t.Object(
  {
    type: t.String(),
    title: t.String(),
    status: t.Integer(),
    code: t.String({ description: 'Stable: meant for programs.' }),
    detail: t.String({ description: 'What to do about it: meant for people.' }),
    correlation_id: t.Optional(t.String()),
    fields: t.Optional(t.Record(t.String(), t.String(), { description: 'What is wrong, by field.' })),
    current: t.Optional(
      t.Object(
        {},
        { additionalProperties: true, description: 'With 412: what was to be changed, as it is now.' },
      ),
    ),
    etag: t.Optional(t.String({ description: 'With 412: the tag of `current`, as in the header.' })),
  },
  { additionalProperties: true, description: 'A problem document (RFC 9457)' },
)

export const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  416: 'No such range',
  422: 'Invalid',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
}

/** A problem, ready to be sent. */
export interface SerialisedProblem {
  status: number
  body: string
  headers: Record<string, string>
}

/**
 * The problem that was thrown: a document, or a page.
 *
 * @param code Elysia's own word for its own errors.
 */
export function problemOf(
  error: unknown,
  code: string | number,
  info: RequestInfo,
  page: RefusalPage = asDocument,
): SerialisedProblem {
  const { correlation_id } = info.correlation
  const known = asAppError(error, code)
  if (isForeseen(known) && known.status >= 500) {
    const { status, code } = known
    log.warning('A request was refused: {status} {code}', { status, code, correlation_id })
  } else if (!known || known.status >= 500) {
    log.error('A request failed: {error}', { error, cause: known?.cause, correlation_id })
  }
  const { status, code: stable, message, details } = known ?? UNEXPECTED
  const content: ProblemContent = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    code: stable,
    detail: message,
    correlation_id,
    ...details,
  }
  const { body, headers: own } = page(content, info.path)
  const headers = { ...own }
  if (details?.retry_after !== undefined) headers['retry-after'] = String(details.retry_after)
  if (details?.etag !== undefined) headers.etag = details.etag
  if (known instanceof WrongMethodError) headers.allow = known.allowed.join(', ')
  // What is still on its way would be taken for the next request.
  if (status === 408) headers.connection = 'close'
  if (status === 401) headers['www-authenticate'] = 'Bearer'
  return { status, body, headers }
}

const UNEXPECTED = new AppError(
  500,
  'internal_error',
  'Something went wrong here. The correlation id finds it in the log.',
)

/** `null` for what nobody foresaw. */
function asAppError(error: unknown, code: string | number): AppError | null {
  if (error instanceof AppError) return error
  switch (code) {
    case 'VALIDATION':
      return error instanceof ValidationError && error.type !== 'response' ? invalidRequest(error) : null
    case 'PARSE':
      if ((error as Error).cause instanceof AppError) return (error as Error).cause as AppError
      return new AppError(
        400,
        'malformed_body',
        'The body cannot be read: it is not what its content type says.',
      )
    case 'INVALID_COOKIE_SIGNATURE':
      return new AppError(400, 'invalid_cookie', 'A cookie is damaged.')
    default:
      return null
  }
}
