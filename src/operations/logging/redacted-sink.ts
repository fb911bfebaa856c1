/**
 * Every sink stands behind this: whatever is logged, an error in it is replaced by what an error may
 * say (see lib/describe-error.ts), and the line gets the correlation id under which it was written, and the
 * ids of its trace where there is one. No caller has to think of either.
 */
import type { LogRecord, Sink } from '@logtape/logtape'
import { currentWork } from '../../lib/current-correlation.ts'
import { describeError, type ErrorDescription } from '../../lib/describe-error.ts'

/** How deep lists and objects are looked through. */
const DEPTH = 4

/** @param asText How an error reads within a message. */
export function redacted(sink: Sink, asText: (error: ErrorDescription) => string): Sink {
  return (record: LogRecord) =>
    sink({
      ...record,
      message: record.message.map((part) =>
        part instanceof Error ? asText(describeError(part)) : described(part),
      ),
      // An object goes in, and the same names come out.
      properties: correlated(described(record.properties) as LogRecord['properties']),
    })
}

function correlated(properties: LogRecord['properties']): LogRecord['properties'] {
  const work = currentWork()
  if (!work) return properties
  const { correlation_id, span } = work
  const ids = span ? { trace_id: span.trace.trace_id, span_id: span.span_id } : {}
  return { correlation_id, ...ids, ...properties }
}

function described(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return describeError(value)
  if (value === null || typeof value !== 'object' || depth === DEPTH) return value
  if (Array.isArray(value)) return value.map((one) => described(one, depth + 1))
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, described(one, depth + 1)]))
}
