/**
 * Which traces are recorded: the samplers of OpenTelemetry's specification
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration).
 */
import type { TraceParent } from '../../lib/tracing/trace-context.ts'

export type Sampler = (parent: TraceParent | null, trace_id: string) => boolean

/** Whoever decides by the id decides the same in every process, in whatever program. */
const DIGITS = 13
const TOP = 16 ** DIGITS

/** @param ratio Of those that go by one: from 0 to 1. */
export function samplerOf(name: string, ratio: number): Sampler {
  const own = name.replace('parentbased_', '')
  const root = own === 'always_on' ? () => true : own === 'always_off' ? () => false : byId(ratio)
  if (own === name) return (_, trace_id) => root(trace_id)
  return (parent, trace_id) => (parent ? parent.is_sampled : root(trace_id))
}

/**
 * The last 7 bytes of an id are random, and so large where it is sampled
 * (https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/). Of their 14 digits, 13 fit
 * into a number.
 */
function byId(ratio: number): (trace_id: string) => boolean {
  const least = (1 - ratio) * TOP
  return (trace_id) => Number.parseInt(trace_id.slice(-DIGITS - 1, -1), 16) >= least
}
