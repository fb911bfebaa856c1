/**
 * One line for each request. A line is put together as text and written with others at once:
 * through a logging library each would cost a third of a cached answer.
 *
 * Promises: lines are out within a tenth of a second, and all of them when the process stops.
 */

const FLUSH_MS = 100
const FLUSH_LINES = 1_000

export interface AccessEntry {
  method: string
  path: string
  status: number
  duration_ms: number
  correlation_id: string
  request_id: string
  parent_correlation_id: string | null
  organization_id: string | undefined
  /** Epoch ms. */
  at: number
}

export type WriteLines = (lines: string) => void

export class AccessLog {
  #waiting: string[] = []
  #timer: Timer | undefined

  /** @param write Takes whole lines, with the last line break. `null`: nobody reads them. */
  constructor(
    readonly write: WriteLines | null,
    readonly format: (entry: AccessEntry) => string,
  ) {}

  add(entry: AccessEntry): void {
    if (!this.write) return
    this.#waiting.push(this.format(entry))
    if (this.#waiting.length >= FLUSH_LINES) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    const lines = `${this.#waiting.join('\n')}\n`
    this.#waiting = []
    this.write?.(lines)
  }
}

/** For programs. */
export function accessAsJson(entry: AccessEntry): string {
  const { method, path, status, duration_ms, correlation_id, request_id, at } = entry
  // Only the path comes from outside and needs escaping.
  return (
    `{"@timestamp":"${timestamp(at)}","level":"INFO","logger":"almanac.access","message":"${method} ${status}",` +
    `"method":"${method}","path":${JSON.stringify(path)},"status":${status},"duration_ms":${duration_ms.toFixed(3)},` +
    `"correlation_id":"${correlation_id}","request_id":"${request_id}"` +
    (entry.parent_correlation_id ? `,"parent_correlation_id":"${entry.parent_correlation_id}"` : '') +
    (entry.organization_id ? `,"organization_id":"${entry.organization_id}"` : '') +
    '}'
  )
}

/** For people. */
export function accessAsText({ method, path, status, duration_ms, correlation_id, at }: AccessEntry): string {
  const safePath = JSON.stringify(path).slice(1, -1)
  return `${timestamp(at).slice(11, 23)} ${status} ${method} ${safePath} ${duration_ms.toFixed(1)} ms ${correlation_id}`
}

let second = -1
let secondText = ''

/** ISO 8601 with milliseconds; the part up to the second is made once per second. */
function timestamp(at: number): string {
  const whole = Math.floor(at / 1000)
  if (whole !== second) {
    second = whole
    secondText = new Date(whole * 1000).toISOString().slice(0, 20)
  }
  return `${secondText}${String(at - whole * 1000).padStart(3, '0')}Z`
}
