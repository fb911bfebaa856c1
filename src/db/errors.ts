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

/** The database is away or full; trying again later makes sense. Nothing was changed. */
export class DatabaseUnavailableError extends AppError {
  constructor(cause: unknown) {
    super(503, 'database_unavailable', 'The database is not available. Try again.', { retry_after: 2 }, cause)
  }
}

/** Others were in the way for too long. Nothing was changed. */
export class DatabaseBusyError extends AppError {
  constructor(cause?: unknown) {
    const what = 'The database is busy, and nothing was changed. Try again.'
    super(503, 'database_busy', what, { retry_after: 1 }, cause)
  }
}

/** The same, where other transactions of one request are stored already. */
export class PartlyStoredError extends AppError {
  constructor(cause: DatabaseBusyError) {
    const what =
      'The database is busy: a part of this is stored, and the rest is not. Send all of it again: what is stored stays, and nothing is counted twice.'
    super(503, 'database_busy', what, { retry_after: 1 }, cause)
  }
}

/** What to throw in place of `error`, where a part is stored. Only of this one the words would be untrue. */
export function afterStoringPart(error: unknown): unknown {
  return error instanceof DatabaseBusyError ? new PartlyStoredError(error) : error
}

/** The connection was lost while the commit was on its way. */
export class OutcomeUnknownError extends AppError {
  constructor(cause: unknown) {
    const what =
      'The database was lost at the very end: the change may be stored or not. Look before you repeat it; ' +
      'with an Idempotency-Key, repeat the request as it was.'
    super(503, 'outcome_unknown', what, { retry_after: 2 }, cause)
  }
}

/** SQLite: whatever were written now would be gone with the process. */
export class DatabaseReplacedError extends AppError {
  constructor() {
    super(
      503,
      'database_replaced',
      "The database's file was deleted, moved, replaced or written over while it was open. Nothing is written until whoever runs this puts it back, or starts the server again with another.",
      { retry_after: 10 },
    )
  }
}

/** What is stored does not fit together: a broken disk, or somebody else wrote into the file. */
export class DatabaseDamagedError extends AppError {
  constructor(cause: unknown) {
    super(
      503,
      'database_damaged',
      'The database is damaged. Nothing is written until whoever runs this has put a copy in its place.',
      { retry_after: 60 },
      cause,
    )
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
  if (isDamage(code)) return new DatabaseDamagedError(error)
  if (BUSY.has(code)) return new DatabaseBusyError(error)
  if (isConnectionLost(error) || isUnavailable(code)) return new DatabaseUnavailableError(error)
  return error
}

/** Waited for a lock, or took, for too long; or was still in another's way when it had run several times. */
const BUSY = new Set(['55P03', '57014', '40001', '40P01'])

/** Whether the same may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  const translated = translateDatabaseError(error)
  return translated instanceof AppError && translated.status === 503
}

/** Whether the database failed at it, or is away; and nothing was wrong with what was asked. */
export function isOfDatabase(error: unknown): boolean {
  const driver = driverError(error)
  if (!(driver instanceof AppError)) return driver !== undefined
  return driver instanceof DatabaseBusyError || driver instanceof DatabaseUnavailableError
}

/** Whether another transaction was in the way, so that the whole of this one may run again. */
export function isConflict(error: unknown): boolean {
  const code = driverError(error)?.code
  return code === '40001' || code === '40P01'
}

/** Whether a lock was not given in time. */
export function isLockTimeout(error: unknown): boolean {
  return driverError(error)?.code === '55P03'
}

/** Whether the server, or the login, has all the connections that it may have. */
export function hasNoneLeft(error: unknown): boolean {
  return driverError(error)?.code === '53300'
}

export function isBusy(error: unknown): boolean {
  return driverError(error)?.code?.startsWith('SQLITE_BUSY') ?? false
}

/** Postgres: data_corrupted and index_corrupted. */
function isDamage(code: string): boolean {
  return /^(SQLITE_(CORRUPT|NOTADB)|XX00[12]$)/.test(code)
}

/** Whether a statement has waited for a lock, or taken, for too long. The connection goes on. */
export function isTimeout(error: unknown): boolean {
  const code = driverError(error)?.code
  return code === '55P03' || code === '57014'
}

/** Whether it only says that something before it in the transaction has failed. */
export function isAborted(error: unknown): boolean {
  return driverError(error)?.code === '25P02'
}

/** Whether the connection ended with it, so that nobody answers any more. */
export function isConnectionLost(error: unknown): boolean {
  const code = driverError(error)?.code
  // Postgres classes 08 (connection), 57P (shutdown), transactions that took too long (with which the
  // server ends the connection); then what `postgres` and the system call a lost connection.
  return (
    code !== undefined &&
    (/^(08|57P|25P03|25P04)/.test(code) ||
      /^(CONNECT(ION)?_|ECONN|EHOST|ENET|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|ENOENT)/.test(code))
  )
}

/** Also class 53 (resources) and, of SQLite, busy, full disk and input/output errors. */
function isUnavailable(code: string): boolean {
  return /^53/.test(code) || /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/.test(code)
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
