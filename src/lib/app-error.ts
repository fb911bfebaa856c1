/**
 * The one base of every error that a caller may see. What happens with many kinds has a class here that is
 * told the kind; the others are named for the fact (`AlreadyAppliedError`). Each says what to do about it.
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

/** A refusal that somebody foresaw: where in the code it was made tells nobody anything. */
export function isForeseen(error: unknown): error is AppError {
  return error instanceof AppError && error.cause === undefined
}

/** @param message Where it is not its id that it is asked for by, or not everywhere that it is looked for. */
export class NotFoundError extends AppError {
  constructor(kind: string, message = `There is no ${kind} with this id.`) {
    super(404, `${kind}_not_found`, message)
  }
}

/** Of a kind that not everybody sees: what is hidden is refused in the words of what is missing. */
export class NotVisibleError extends NotFoundError {
  constructor(kind: string) {
    super(kind, `There is no ${kind} with this id that you may see.`)
  }
}

/** Of a kind that the whole organization sees. */
export class NotInOrganizationError extends NotFoundError {
  constructor(kind: string) {
    super(kind, `This organization has no ${kind} with this id.`)
  }
}

/** Who asks sees it, and may not do this. */
export class ForbiddenError extends AppError {
  constructor(code: string, message: string) {
    super(403, code, message)
  }
}

/** The same, where it takes others. @param who Whom: `its author, or an admin`. */
export class NotYoursError extends ForbiddenError {
  constructor(kind: string, who: string) {
    super(`${kind}_not_yours`, `This takes ${who}.`)
  }
}

/** What hangs on another comes back with it, or after it. @param kind That of the other. */
export class InTrashError extends AppError {
  constructor(kind: string, message = `Its ${kind} is in the trash: bring that back first.`) {
    super(409, `${kind}_in_trash`, message)
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
