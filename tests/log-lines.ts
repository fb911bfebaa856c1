/**
 * All that is logged in the tests, in both forms, as it would stand on standard output or in a file:
 * through the same redaction and the same formatters.
 */
import { configure } from '@logtape/logtape'
import { FORMATS } from '../src/operations/logging/logging.ts'
import { redacted } from '../src/operations/logging/redacted-sink.ts'

/** In order, over all files that a process runs. */
const lines: string[] = []

export async function captureLogs(): Promise<void> {
  const sinks = Object.values(FORMATS).map(({ formatter, asText }) =>
    redacted((record) => {
      // Without SMTP the log is where a mail goes, for whoever runs the instance to pass on.
      if (record.category[1] !== 'mail' || record.level !== 'info') lines.push(formatter(record))
    }, asText),
  )
  await configure({
    reset: true,
    sinks: { json: sinks[0] ?? (() => {}), text: sinks[1] ?? (() => {}) },
    loggers: [
      { category: ['almanac'], lowestLevel: 'debug', sinks: ['json', 'text'] },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['json', 'text'] },
    ],
  })
}

export function loggedSoFar(): number {
  return lines.length
}

/** What was logged since then. */
export function loggedSince(mark: number): string {
  return lines.slice(mark).join('')
}
