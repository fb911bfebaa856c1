/**
 * The metrics of this process in the form that Prometheus reads. Nothing is observed here while
 * requests go: what is counted anyway is written into the registry when it is asked for.
 *
 * Names and units are those of Prometheus' conventions. No label holds what a caller can write.
 */
import type { Metric, Registry } from 'prom-client'

export type Labels = Record<string, string | number>

export interface Sample {
  labels?: Labels
  value: number
}

/** What a histogram holds: as `Buckets` of lib/buckets.ts has it. */
export interface HistogramSample {
  labels?: Labels
  /** How many values were at most each border. */
  cumulative: readonly { border: number; count: number }[]
  count: number
  sum: number
}

/** How a metric is called, and what it says. Read when it is asked for. */
export type Family =
  | { kind: 'counter' | 'gauge'; name: string; help: string; read: () => Sample[] }
  | { kind: 'histogram'; name: string; help: string; read: () => HistogramSample[] }

/** The package is loaded when it is first asked for: most instances never are. */
export async function registryOf(families: readonly Family[]): Promise<Registry> {
  const { Registry: NewRegistry } = await import('prom-client')
  const registry = new NewRegistry()
  for (const family of families) registry.registerMetric(metricOf(family))
  return registry
}

interface WrittenValue {
  metricName?: string
  labels: Labels
  value: number
}

/**
 * A registry asks a metric for its values and no more; its own classes count by themselves, one
 * observation at a time, and cannot be given what was counted.
 */
function metricOf(family: Family): Metric {
  const { kind, name, help } = family
  const get = async () => ({ name, help, type: kind, aggregator: 'sum', values: valuesOf(family) })
  return { name, help, type: kind, get } as unknown as Metric
}

function valuesOf(family: Family): WrittenValue[] {
  if (family.kind !== 'histogram') {
    return family.read().map(({ labels = {}, value }) => ({ labels, value }))
  }
  return family.read().flatMap((sample) => histogramValues(family.name, sample))
}

function histogramValues(name: string, { labels = {}, cumulative, count, sum }: HistogramSample) {
  const bucket = (le: number | string, value: number): WrittenValue => ({
    metricName: `${name}_bucket`,
    labels: { ...labels, le },
    value,
  })
  return [
    ...cumulative.map((one) => bucket(one.border, one.count)),
    bucket('+Inf', count),
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ]
}
