/**
 * One line for each request. A line is put together as text, and many are written at once: through
 * a logging library each would cost a third of a cached answer, and a write of its own a tenth.
 *
 * Promises: lines are out within a tenth of a second, and all of them when the process stops.
 */
import type { AnsweredRequest } from '../../http/observers.ts'
import { decimal } from '../../lib/decimal.ts'

const FLUSH_MS = 100
const FLUSH_CHARACTERS = 16 * 1024

/** Takes whole lines, with the last line break. What it returns is waited for when the process stops. */
export type LinesWriter = (lines: string) => unknown

export class AccessLog {
  #lines = ''
  #timer: Timer | undefined

  /** @param writers None: nobody reads the lines, and none are made. */
  constructor(
    readonly writers: readonly LinesWriter[],
    readonly format: (entry: AnsweredRequest) => string,
  ) {}

  add(entry: AnsweredRequest): void {
    if (this.writers.length === 0) return
    this.#lines += `${this.format(entry)}\n`
    if (this.#lines.length >= FLUSH_CHARACTERS) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const lines = this.#lines
    if (lines === '') return
    this.#lines = ''
    // Where nobody reads any more, as on a pipe whose other end is closed, the server goes on.
    await Promise.allSettled(this.writers.map(async (write) => write(lines)))
  }
}

/** For programs. */
export function accessAsJson(entry: AnsweredRequest): string {
  const { at, method, path, status, organization_id } = entry
  const { correlation_id, request_id, parent_correlation_id, span } = entry.correlation
  // Only the path comes from outside and may need escaping.
  return (
    `{"@timestamp":"${timestamp(at)}","level":"INFO","logger":"almanac.access","message":"${method} ${status}",` +
    `"method":"${method}","path":"${escaped(path)}","status":${status},"duration_ms":${decimal(entry.duration_us, 3)},` +
    `"correlation_id":"${correlation_id}","request_id":"${request_id}"` +
    (parent_correlation_id ? `,"parent_correlation_id":"${parent_correlation_id}"` : '') +
    (organization_id ? `,"organization_id":"${organization_id}"` : '') +
    (span ? `,"trace_id":"${span.trace.trace_id}","span_id":"${span.span_id}"` : '') +
    '}'
  )
}

/** For people. */
export function accessAsText({
  at,
  method,
  path,
  status,
  duration_us,
  correlation,
}: AnsweredRequest): string {
  const time = timestamp(at).slice(11, 23)
  const duration = (duration_us / 1000).toFixed(1)
  return `${time} ${status} ${method} ${escaped(path)} ${duration} ms ${correlation.correlation_id}`
}

const PLAIN = /^[\w\-./~%:@!$&'()*+,;=]*$/

/** As it may stand in a line and in a JSON string. */
function escaped(path: string): string {
  return PLAIN.test(path) ? path : JSON.stringify(path).slice(1, -1)
}

let latest = Number.NaN
let latestText = ''

/** ISO 8601 with milliseconds. Many lines share one. */
function timestamp(at: number): string {
  if (at !== latest) {
    latest = at
    latestText = new Date(at).toISOString()
  }
  return latestText
}
