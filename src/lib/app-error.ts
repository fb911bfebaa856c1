/**
 * The one base of every error that a caller may see. A leaf is named for the fact
 * (`PersonNotFoundError`) and says what to do about it.
 *
 * `message` and `details` are public. `cause` is only ever logged.
 */
export interface ErrorDetails {
  /** Which fields are wrong, and why; keys are wire names or JSON pointers. */
  fields?: Record<string, string>
  /** Seconds after which trying again makes sense. */
  retry_after?: number
  /** The tag of the version that there is now. */
  etag?: string
  [name: string]: unknown
}

export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly details: ErrorDetails | undefined

  constructor(status: number, code: string, message: string, details?: ErrorDetails, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.status = status
    this.code = code
    this.details = details
  }
}

/** Of a kind that is there for everybody, or not at all. */
export class NotFoundError extends AppError {
  constructor(kind: string) {
    super(404, `${kind}_not_found`, `There is no ${kind} with this id.`)
  }
}

/** Of a kind of which no two have the same name. */
export class NameTakenError extends AppError {
  constructor(kind: string) {
    super(409, `${kind}_taken`, `There is a ${kind} of this name already, in whatever case. Change that one.`)
  }
}

/** A value from outside that cannot be taken: 422, naming the field. */
export class InvalidValueError extends AppError {
  constructor(field: string, message: string) {
    super(422, 'invalid_value', `${field}: ${message}`, { fields: { [field]: message } })
  }
}
