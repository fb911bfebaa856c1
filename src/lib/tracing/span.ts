/**
 * What was done from when to when, and as a part of what: the spans of OpenTelemetry. Which of them is
 * going on is a part of the present work (lib/current-correlation.ts): without one there, nothing is made.
 *
 * Promises: a span is ended once, whatever happens. A trace has at most `MOST_SPANS` of this process, and the
 * first of them says how many were left out. What is not sampled makes no spans below its first.
 */
export type SpanKind = 'internal' | 'server' | 'client'
export type Attributes = Record<string, string | number | boolean>

/** Begins traces, or goes on with that in which it is asked to, or with those of callers. */
export interface Tracer {
  /** @param headers Of the request that asks for it: they may name a trace. */
  begin(name: string, kind: SpanKind, headers?: Headers): Span
}

/** What the spans of one trace in this process share. */
export interface Trace {
  readonly trace_id: string
  readonly trace_state: string
  readonly is_sampled: boolean
  /** What it takes to make epoch ms of `performance.now()`. */
  readonly epoch_ms: number
  /** Hears of each span that has ended. */
  readonly ended: (span: Span) => void
  spans: number
  spans_left_out: number
}

const MOST_SPANS = 1_000
const SPAN_ID_BYTES = 8

export class Span {
  readonly span_id = randomHex(SPAN_ID_BYTES)
  readonly attributes: Attributes = {}
  readonly events: { name: string; at: number }[] = []
  ended_at: number | null = null
  has_failed = false

  /**
   * @param parent_id Of a span of this trace, here or elsewhere.
   * @param started_at By `performance.now()`.
   */
  constructor(
    readonly trace: Trace,
    readonly parent_id: string | null,
    readonly is_parent_remote: boolean,
    public name: string,
    readonly kind: SpanKind,
    readonly started_at = performance.now(),
  ) {}

  /** `undefined` where it would be recorded by nobody. */
  child(name: string, kind: SpanKind, started_at?: number): Span | undefined {
    const { trace } = this
    if (!trace.is_sampled) return undefined
    if (trace.spans >= MOST_SPANS) {
      trace.spans_left_out += 1
      return undefined
    }
    trace.spans += 1
    return new Span(trace, this.span_id, false, name, kind, started_at)
  }

  note(attributes: Attributes): void {
    Object.assign(this.attributes, attributes)
  }

  event(name: string): void {
    this.events.push({ name, at: performance.now() })
  }

  /** @param type What went wrong, in one of few words: never a text that somebody wrote. */
  fail(type: string): void {
    this.has_failed = true
    this.attributes['error.type'] = type
  }

  end(): void {
    if (this.ended_at !== null) return
    this.ended_at = performance.now()
    if (this.trace.is_sampled) this.trace.ended(this)
  }
}

/** Of random bytes: 2 digits each, and not all of them 0. */
export function randomHex(bytes: number): string {
  const hex = crypto.getRandomValues(new Uint8Array(bytes)).toHex()
  return /[^0]/.test(hex) ? hex : randomHex(bytes)
}
