/** Metrics by what somebody types of their names. */
import { METRICS } from '../../format/metrics.ts'

/**
 * @param nameOf In the reader's language.
 * @returns Those in whose name, or in what the API calls them, stands each of the words that were typed.
 */
export function metricsFound(typed: string, nameOf: (metric: string) => string): string[] {
  const words = plain(typed).split(/\s+/)
  return Object.keys(METRICS).filter((metric) => {
    const named = plain(`${nameOf(metric)} ${metric} ${metric.replaceAll('_', ' ')}`)
    return words.every((word) => named.includes(word))
  })
}

/** Without accents, in small letters. */
function plain(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
