/** The request of an import: of which format its body is, and its bytes as they come. */
import { AppError, InvalidValueError } from '../../lib/app-error.ts'
import { shortened } from '../../lib/text.ts'
import { type HistoryFormat, separatorNamed } from './read-history.ts'
import type { ImportQuery } from './schema.ts'

export class UnsupportedEncodingError extends AppError {
  constructor(encoding: string) {
    super(
      415,
      'unsupported_encoding',
      `Send the body plain or with Content-Encoding: gzip, not "${shortened(encoding)}".`,
    )
  }
}

export class UnsupportedHistoryError extends AppError {
  constructor(why: string) {
    super(415, 'unsupported_media_type', why)
  }
}

export class MissingBodyError extends AppError {
  constructor() {
    super(400, 'missing_body', 'Send the history as the body of the request.')
  }
}

export class BrokenBodyError extends AppError {
  constructor(cause: unknown) {
    super(
      400,
      'malformed_body',
      'The body ended early or is not what its encoding says. Send it again.',
      undefined,
      cause,
    )
  }
}

type Format = HistoryFormat['format']

/** What says nothing: senders put these where they know no better. */
const UNSAID = ['', 'text/plain', 'application/octet-stream']
const CSV = [
  'text/csv',
  'application/csv',
  'text/x-csv',
  'application/vnd.ms-excel',
  'text/tab-separated-values',
]
const NDJSON = /^(application|text)\/(x-)?(ndjson|jsonl|jsonlines|json-lines|ldjson)$/

/**
 * What the query says, and what it leaves unsaid from the content type.
 *
 * @throws UnsupportedHistoryError
 * @throws InvalidValueError where they contradict each other.
 */
export function formatOf({ headers, url }: Request, query: ImportQuery): HistoryFormat {
  const { separator, core, time } = query
  // Left out, it has its default already.
  const asked = new URL(url).searchParams.has('format') ? query.format : undefined
  const said = formatSaid(headers.get('content-type') ?? '', asked)
  if (said && asked && said !== asked) {
    throw new InvalidValueError('format', `is ${asked}, and the Content-Type says ${said}: leave out one`)
  }
  return {
    format: asked ?? said ?? query.format,
    core,
    time,
    separator: separator && separatorNamed(separator),
  }
}

function formatSaid(contentType: string, asked: Format | undefined): Format | undefined {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((one) => one.startsWith('charset='))?.slice('charset='.length)
  if (charset && !/^"?(utf-?8|us-ascii)"?$/.test(charset)) {
    throw new UnsupportedHistoryError(`Send the history as UTF-8, not as ${shortened(charset)}.`)
  }
  if (UNSAID.includes(type)) return undefined
  if (CSV.includes(type)) return 'csv'
  // An object a line is what it is called nearly everywhere, and what it is not.
  if (NDJSON.test(type) || (type === 'application/json' && asked === 'ndjson')) return 'ndjson'
  throw new UnsupportedHistoryError(whatToSend(type))
}

function whatToSend(type: string): string {
  const instead = 'Send the file itself as the body, as text/csv or application/x-ndjson'
  if (type === 'multipart/form-data') return `${instead}, and not in a form: curl -T history.csv.`
  if (type === 'application/x-www-form-urlencoded') {
    return `${instead}. curl says "${type}" unless told otherwise: use -T history.csv, or add -H 'content-type: text/csv'.`
  }
  if (type === 'application/json') {
    return `${instead}: one object a line, not a list. Up to 1,000 events as a list go to POST /api/v1/events.`
  }
  if (/^application\/(x-)?gzip$/.test(type)) return `${instead}, with Content-Encoding: gzip.`
  return `${instead}, not as "${shortened(type)}".`
}

/**
 * The body's bytes, unpacked where it says that it is packed. Reading them throws `BrokenBodyError`
 * where they end early or cannot be unpacked.
 *
 * @throws UnsupportedEncodingError
 * @throws MissingBodyError
 */
export function historyOf(request: Request): AsyncIterable<Uint8Array> {
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') throw new UnsupportedEncodingError(encoding)
  if (!request.body) throw new MissingBodyError()
  if (encoding === 'identity') return whole(request.body)
  // The two libraries of types disagree on the buffers behind the bytes.
  return whole(request.body.pipeThrough(new DecompressionStream('gzip') as never))
}

async function* whole(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (cause) {
    throw new BrokenBodyError(cause)
  }
}
