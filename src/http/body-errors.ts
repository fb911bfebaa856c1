/** Why a body is not taken. */
import { AppError } from '../lib/app-error.ts'
import { NotJsonError } from '../lib/json.ts'
import { shortened } from '../lib/text.ts'

export class BodyTooLargeError extends AppError {
  constructor(limit: number) {
    super(
      413,
      'body_too_large',
      `The body is larger than ${sizeOf(limit)}, the most that is taken here. Send it in smaller parts.`,
    )
  }
}

export class MalformedBodyError extends AppError {
  constructor(cause: unknown) {
    const reason = cause instanceof NotJsonError ? cause.message : 'it is not UTF-8'
    super(400, 'malformed_body', `The body is not JSON: ${reason}.`, undefined, cause)
  }
}

export class MalformedFilesError extends AppError {
  constructor(cause: Error) {
    super(400, 'malformed_body', `The body is no form with files: ${cause.message}.`, undefined, cause)
  }
}

export class UnsupportedMediaTypeError extends AppError {
  constructor(contentType: string) {
    super(
      415,
      'unsupported_media_type',
      `Send the body as application/json${contentType && `, not as "${shortened(contentType)}"`}.`,
    )
  }
}

export class NestedTooDeepError extends AppError {
  constructor(deepest: number) {
    super(400, 'nested_too_deep', `The body nests lists and objects more than ${deepest} deep.`)
  }
}

export class EncodedBodyError extends AppError {
  constructor(encoding: string) {
    super(
      415,
      'unsupported_encoding',
      `Send the body plain, without Content-Encoding: ${shortened(encoding)}.`,
    )
  }
}

export class BodiesFullError extends AppError {
  constructor() {
    super(503, 'too_many_bodies', 'More is being sent at once than can be held. Ask again.', {
      retry_after: 1,
    })
  }
}

export class SlowBodyError extends AppError {
  constructor() {
    super(408, 'slow_body', 'The body came too slowly. Send it again, at once.')
  }
}

export class IncompleteBodyError extends AppError {
  constructor(cause: unknown) {
    super(400, 'incomplete_body', 'The body ended early. Send it again.', undefined, cause)
  }
}

function sizeOf(bytes: number): string {
  return bytes >= 2 ** 20 ? `${bytes / 2 ** 20} MiB` : `${bytes / 2 ** 10} KiB`
}
