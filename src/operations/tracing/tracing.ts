/**
 * Traces by OpenTelemetry: each request and each run of a job is one, or a part of that of whoever asked for it,
 * here or elsewhere. This is loaded only where a collector is configured.
 *
 * It is our own and not OpenTelemetry's SDK, which takes 27 MB installed, 27 MB of memory and 40 ms of each
 * start, and would know of nothing more here: it watches libraries that this program does not use.
 */
import { hostname } from 'node:os'
import { version } from '../../../package.json'
import type { Config } from '../../config/env.ts'
import { currentWork } from '../../lib/current-correlation.ts'
import { type Attributes, randomHex, Span, type SpanKind, type Tracer } from '../../lib/tracing/span.ts'
import { traceParentOf } from '../../lib/tracing/trace-context.ts'
import { collectorAt } from './collector.ts'
import { asOtlp } from './otlp.ts'
import { type Sampler, samplerOf } from './sampler.ts'
import { SpanExporter } from './span-exporter.ts'

const TRACE_ID_BYTES = 16
const SCOPE = { name: 'almanac', version }

export class Tracing implements Tracer, AsyncDisposable {
  readonly exporter: SpanExporter
  readonly #sampler: Sampler

  constructor(config: Config, url: string) {
    const resource = resourceOf(config)
    this.exporter = new SpanExporter(collectorAt(url, config), (spans) => asOtlp(spans, resource, SCOPE))
    this.#sampler = samplerOf(config.otel_traces_sampler, config.otel_traces_sampler_arg)
  }

  begin(name: string, kind: SpanKind, headers?: Headers): Span {
    const asking = currentWork()?.span
    if (asking) return new Span(asking.trace, asking.span_id, false, name, kind)
    const parent = headers ? traceParentOf(headers) : null
    const trace_id = parent?.trace_id ?? randomHex(TRACE_ID_BYTES)
    const trace = {
      trace_id,
      trace_state: parent?.trace_state ?? '',
      is_sampled: this.#sampler(parent, trace_id),
      epoch_ms: Date.now() - performance.now(),
      ended: this.#ended,
      spans: 1,
      spans_left_out: 0,
    }
    return new Span(trace, parent?.span_id ?? null, parent !== null, name, kind)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.exporter[Symbol.asyncDispose]()
  }

  readonly #ended = (span: Span): void => {
    const { trace } = span
    if (trace.spans_left_out > 0) {
      this.exporter.lose('trace_too_long', trace.spans_left_out, 'a trace had more than are kept of one')
      span.note({ 'almanac.spans_left_out': trace.spans_left_out })
      trace.spans_left_out = 0
    }
    this.exporter.add(span)
  }
}

/** What all spans of this process have in common. What is configured comes last. */
function resourceOf(config: Config): Attributes {
  return {
    'service.name': config.service_name,
    'service.version': version,
    'service.instance.id': crypto.randomUUID(),
    'deployment.environment.name': config.environment,
    'host.name': hostname(),
    'process.pid': process.pid,
    'process.runtime.name': 'bun',
    'process.runtime.version': Bun.version,
    'telemetry.sdk.name': 'almanac',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.version': version,
    ...config.otel_resource_attributes,
    ...(config.otel_service_name !== undefined && { 'service.name': config.otel_service_name }),
  }
}
