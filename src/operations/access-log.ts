/**
 * One line for each request. A line is put together as text and handed to buffers that write many
 * at once: through a logging library each would cost a third of a cached answer.
 *
 * Promises: lines are out within a tenth of a second, and all of them when the process stops.
 */
const FLUSH_MS = 100

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

/** Where lines go; it may keep them until it is flushed. */
export interface LineBuffer {
  write(line: string): unknown
  flush(): unknown
}

export class AccessLog {
  #timer: Timer | undefined

  /** @param buffers None: nobody reads the lines, and none are made. */
  constructor(
    readonly buffers: readonly LineBuffer[],
    readonly format: (entry: AccessEntry) => string,
  ) {}

  add(entry: AccessEntry): void {
    if (this.buffers.length === 0) return
    const line = `${this.format(entry)}\n`
    for (const buffer of this.buffers) buffer.write(line)
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const buffer of this.buffers) await buffer.flush()
  }
}

/** Gathers lines for a writer that is better called seldom. */
export class GatheredLines implements LineBuffer {
  #lines: string[] = []

  /** @param writeAll Takes whole lines, with the last line break. */
  constructor(readonly writeAll: (lines: string) => void) {}

  write(line: string): void {
    this.#lines.push(line)
  }

  flush(): void {
    if (this.#lines.length === 0) return
    const lines = this.#lines.join('')
    this.#lines = []
    this.writeAll(lines)
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
