import { AppError } from '../app-error.ts'
import { asWork, currentWork } from '../current-correlation.ts'
import { errorTypeOf } from './error-type.ts'
import type { Attributes, Span, SpanKind } from './span.ts'

const FAILED = 500

/** Runs `fn` within a span of its own, where the present work is traced. What it throws ends the span, and goes on. */
export function inSpan<T>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  fn: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  const work = currentWork()
  const span = work?.span?.child(name, kind)
  if (!work || !span) return fn(undefined)
  span.note(attributes)
  return asWork({ ...work, span }, () => untilEnded(span, fn))
}

/** For what goes on as long as somebody listens: `fn` runs on the present work, and in no trace. */
export function untraced<T>(fn: () => T): T {
  const work = currentWork()
  return work?.span ? asWork({ ...work, span: undefined }, fn) : fn()
}

async function untilEnded<T>(span: Span, fn: (span: Span) => Promise<T>): Promise<T> {
  try {
    return await fn(span)
  } catch (error) {
    noteError(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** What is refused as it should be is named, and has not failed. */
function noteError(span: Span, error: unknown): void {
  const type = errorTypeOf(error)
  if (error instanceof AppError && error.status < FAILED) span.note({ 'error.type': type })
  else span.fail(type)
}
