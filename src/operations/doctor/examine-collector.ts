import { type Config, tracesUrlOf } from '../../config/env.ts'
import type { Finding } from '../health/check.ts'
import { collectorAt } from '../tracing/collector.ts'

const PATIENCE_MS = 8_000
const NOTHING = JSON.stringify({ resourceSpans: [] })

/** Whether the collector of traces takes us, where there is one. It is sent no trace. */
export async function examineCollector(config: Config): Promise<Finding[]> {
  const url = tracesUrlOf(config)
  if (url === null) return []
  const timeout = Math.min(config.otel_exporter_otlp_timeout, PATIENCE_MS)
  const collector = collectorAt(url, { ...config, otel_exporter_otlp_timeout: timeout })
  const outcome = await collector.send(NOTHING)
  if (outcome.kind === 'taken') return [{ state: 'ok', detail: `${collector.name} takes traces.` }]
  return [
    {
      state: 'failed',
      detail: `${collector.name} takes no traces: ${outcome.reason}. Check OTEL_EXPORTER_OTLP_ENDPOINT (HTTP, mostly at port 4318) and OTEL_EXPORTER_OTLP_HEADERS.`,
    },
  ]
}
