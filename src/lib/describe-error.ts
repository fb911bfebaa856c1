/**
 * What an error may say in a log: what failed and where, and nothing that somebody sent.
 *
 * Drivers and the runtime put values into their errors: the builder's message has all parameters of
 * the query, Postgres tells in `detail` and `where` which row it was, a JSON parser quotes the text.
 * Here an error becomes its name, its code, its message without what is quoted in it, the frames of
 * its stack, and of a query the statement and the shape of its values.
 *
 * Promises: of a message nothing quoted is kept but names: of columns and constraints, of what stands
 * in the statement. No other property of an error is kept, whatever library made it.
 */
export interface ErrorDescription {
  name: string
  message: string
  code?: string
  /** The text of the query that failed. */
  statement?: string
  /** Of its values: kind and length. */
  values?: string[]
  stack?: string[]
  cause?: ErrorDescription
}

const LONGEST_STATEMENT = 2_000
const VALUES_NAMED = 50
const FRAMES_KEPT = 20
const DEEPEST_CAUSE = 5

export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: 'Thrown', message: shapeOf(error) }
  const { name, code, query, params, parameters = params, cause } = error as AnyError
  const values = Array.isArray(parameters) ? parameters : undefined
  const stack = framesOf(error)
  return {
    name: String(name),
    message: messageOf(error),
    ...(isCode(code) && { code: String(code) }),
    ...(typeof query === 'string' && { statement: query.slice(0, LONGEST_STATEMENT) }),
    ...(values && { values: shapesOf(values) }),
    ...(stack.length > 0 && { stack }),
    ...(cause !== undefined && depth < DEEPEST_CAUSE && { cause: describeError(cause, depth + 1) }),
  }
}

/** In one line, the innermost cause last. */
export function errorLine({ name, code, message, statement, values, cause }: ErrorDescription): string {
  const query = statement === undefined ? '' : ` in: ${statement.replaceAll(/\s+/g, ' ').trim()}`
  const shapes = values && values.length > 0 ? ` with ${values.join(', ')}` : ''
  const because = cause ? ` ← ${errorLine(cause)}` : ''
  const head = code === undefined ? name : `${name} (${code})`
  return `${head === 'Error' ? '' : `${head}: `}${message}${query}${shapes}${because}`
}

/** For people: the line, and where it was. */
export function errorText(description: ErrorDescription): string {
  let innermost = description
  while (innermost.cause) innermost = innermost.cause
  return [errorLine(description), ...(innermost.stack ?? [])].join('\n    ')
}

/** What drivers, the builder and the system put on their errors. */
interface AnyError extends Error {
  code?: unknown
  query?: unknown
  params?: unknown
  parameters?: unknown
  constraint_name?: unknown
  table_name?: unknown
  column_name?: unknown
}

function isCode(code: unknown): boolean {
  return typeof code === 'number' || (typeof code === 'string' && /^[\w.-]{1,60}$/.test(code))
}

/** Of what triggers and functions that others have made say. */
const RAISED_CODES = new Set(['P0001', 'SQLITE_CONSTRAINT_TRIGGER'])

function messageOf(error: AnyError): string {
  // The builder's message is the statement and all its values.
  if (typeof error.query === 'string' && 'params' in error) return 'A query failed'
  // Any text, also with the row in it.
  if (RAISED_CODES.has(String(error.code))) return 'Raised by a trigger or a function of the database'
  const [line = ''] = error.message.split('\n', 1)
  return withoutQuoted(line, (text) => isName(text, error)).replaceAll(/\S+@\S+/g, '…')
}

const OPENING = /(?<![\p{L}\p{N}])["'`«“]/gu
const CLOSING: Record<string, string> = { '«': '»', '“': '”' }

/** Until the first thing that is quoted and may not be told. Where it ends cannot be known. */
function withoutQuoted(message: string, mayTell: (text: string, before: string) => boolean): string {
  let end = 0
  for (const { 0: quote, index } of message.matchAll(OPENING)) {
    if (index < end) continue
    const close = message.indexOf(CLOSING[quote] ?? quote, index + 1)
    const text = message.slice(index + 1, close)
    if (close === -1 || !mayTell(text, message.slice(0, index))) return `${message.slice(0, index)}…`
    end = close + 1
  }
  return message
}

const NAME = /^[\w.$-]{1,63}$/
/** SQLSTATE classes whose messages quote nothing but names: of databases, roles, constraints. */
const NAMING_CLASSES = /^(08|23|28|3D|53|55|57)...$/

function isName(text: string, { code, query, constraint_name, table_name, column_name }: AnyError): boolean {
  if (!NAME.test(text)) return false
  if (typeof code === 'string' && NAMING_CLASSES.test(code)) return true
  if ([constraint_name, table_name, column_name].includes(text)) return true
  return typeof query === 'string' && query.split(/[^\w.$-]+/).includes(text)
}

/** Lines that are frames; what comes before them may be any text. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message)
  return stack
    .slice(at === -1 ? 0 : at + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at (\S+ )*\(?[^\s()]+:\d+(:\d+)?\)?$/.test(line))
    .slice(0, FRAMES_KEPT)
}

function shapesOf(values: unknown[]): string[] {
  const shapes = values.slice(0, VALUES_NAMED).map(shapeOf)
  return values.length > VALUES_NAMED ? [...shapes, `${values.length - VALUES_NAMED} more`] : shapes
}

function shapeOf(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `text of ${value.length}`
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
  if (Array.isArray(value)) return `list of ${value.length}`
  return typeof value
}
