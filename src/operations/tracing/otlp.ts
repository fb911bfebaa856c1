/**
 * Spans as OTLP/HTTP has them in JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). Instants are texts of
 * nanoseconds there, and whole numbers texts, too: neither fits into a number of JSON.
 */
import type { Attributes, Span } from '../../lib/tracing/span.ts'

const KINDS = { internal: 1, server: 2, client: 3 } as const
const ERROR = 2
// Of the protocol's `flags`: sampled, and what is known of the parent.
const SAMPLED = 0x1
const KNOWS_WHETHER_REMOTE = 0x100
const IS_REMOTE = 0x200
const NANO_DIGITS = 6

/** @param scope Who made the spans. */
export function asOtlp(
  spans: readonly Span[],
  resource: Attributes,
  scope: { name: string; version: string },
): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: listed(resource) },
        scopeSpans: [{ scope, spans: spans.map(spanOf) }],
      },
    ],
  })
}

function spanOf(span: Span) {
  const { trace, parent_id, is_parent_remote, started_at, ended_at, events } = span
  const at = (ms: number) => nanoseconds(trace.epoch_ms + ms)
  return {
    traceId: trace.trace_id,
    spanId: span.span_id,
    ...(parent_id && { parentSpanId: parent_id }),
    ...(trace.trace_state && { traceState: trace.trace_state }),
    flags: SAMPLED | KNOWS_WHETHER_REMOTE | (is_parent_remote ? IS_REMOTE : 0),
    name: span.name,
    kind: KINDS[span.kind],
    startTimeUnixNano: at(started_at),
    endTimeUnixNano: at(ended_at ?? started_at),
    attributes: listed(span.attributes),
    ...(events.length > 0 && {
      events: events.map((event) => ({ timeUnixNano: at(event.at), name: event.name })),
    }),
    ...(span.has_failed && { status: { code: ERROR } }),
  }
}

function listed(attributes: Attributes) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: typed(value) }))
}

function typed(value: Attributes[string]) {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}

/** @param ms Since 1970. */
function nanoseconds(ms: number): string {
  const whole = Math.floor(ms)
  const rest = Math.floor((ms - whole) * 10 ** NANO_DIGITS)
  return `${whole}${String(rest).padStart(NANO_DIGITS, '0')}`
}
