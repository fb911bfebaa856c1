/**
 * One adapter for what the two drivers throw. Above `db/`, a broken rule of the database is one of
 * these and the driver's own words stay in `cause`, for the log.
 */
import { AppError } from '../lib/app-error.ts'
import { uniqueColumns } from './unique-columns.ts'

export class UniqueViolationError extends AppError {
  /** @param columns Those that must be unique together. */
  constructor(
    readonly columns: readonly string[],
    cause: unknown,
  ) {
    super(409, 'already_exists', 'There is one like this already.', undefined, cause)
  }

  isAbout(column: string): boolean {
    return this.columns.includes(column)
  }
}

export class ForeignKeyViolationError extends AppError {
  constructor(cause: unknown) {
    super(409, 'still_in_use', 'Something that this refers to is missing or still in use.', undefined, cause)
  }
}

export class UnstorableTextError extends AppError {
  constructor(cause?: unknown) {
    const what = 'A text contains what cannot be stored: NUL, or half of a surrogate pair.'
    super(422, 'invalid_text', what, undefined, cause)
  }
}

/** The database is away, full or too busy; trying again later makes sense. */
export class DatabaseUnavailableError extends AppError {
  constructor(cause: unknown) {
    super(503, 'database_unavailable', 'The database is not available. Try again.', { retry_after: 2 }, cause)
  }
}

export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const driver = driverError(error)
  if (driver instanceof AppError) return driver
  const code = driver?.code
  if (!driver || typeof code !== 'string') return error
  if (code === '23505') return new UniqueViolationError(uniqueColumns(driver.constraint_name), error)
  if (/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code)) {
    return new UniqueViolationError(columnsIn(driver.message), error)
  }
  if (code === '23503' || code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return new ForeignKeyViolationError(error)
  if (code === '22021' || code === '22P05') return new UnstorableTextError(error)
  if (isUnavailable(code)) return new DatabaseUnavailableError(error)
  return error
}

/** Whether another transaction was in the way, so that the whole of this one may run again. */
export function isConflict(error: unknown): boolean {
  const code = driverError(error)?.code
  return code === '40001' || code === '40P01'
}

export function isBusy(error: unknown): boolean {
  return driverError(error)?.code?.startsWith('SQLITE_BUSY') ?? false
}

function isUnavailable(code: string): boolean {
  // Postgres classes 08 (connection), 53 (resources), 57P (shutdown); then what `postgres` and the
  // system call a lost connection; then SQLite's busy, full disk and input/output errors.
  return (
    /^(08|53|57P)/.test(code) ||
    /^(CONNECT(ION)?_|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|ENOENT)/.test(code) ||
    /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/.test(code)
  )
}

/** Those of "UNIQUE constraint failed: people.organization_id, people.external_id". */
function columnsIn(message: string): string[] {
  return [...message.matchAll(/\w+\.(\w+)/g)].map(([, column]) => column!)
}

interface DriverError {
  code?: string
  message: string
  constraint_name?: string
}

/** drizzle wraps what the driver threw. */
function driverError(error: unknown): DriverError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at) return at as DriverError
  }
  return undefined
}
