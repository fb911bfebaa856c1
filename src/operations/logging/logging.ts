/**
 * Log lines: JSON in production, readable in development; to standard output, and to files that
 * rotate by size and age when LOG_DIR is set. Messages carry ids, never secrets or bodies, and errors
 * only what redacted-sink.ts lets through.
 */
import {
  configure,
  dispose,
  getConsoleSink,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
  type Sink,
} from '@logtape/logtape'
import type { Config } from '../../config/env.ts'
import { errorLine, errorText } from '../../lib/describe-error.ts'
import { makeFolder, orUnwritable } from '../../lib/writable-folder.ts'
import { AccessLog, accessAsJson, accessAsText, type LinesWriter } from './access-log.ts'
import { LogFile } from './log-file.ts'
import { RecentLines } from './recent-lines.ts'
import { redacted } from './redacted-sink.ts'

export interface Logging extends AsyncDisposable {
  readonly accessLog: AccessLog
  readonly recentLines: RecentLines
}

type Needs = Pick<Config, 'environment' | 'log_level' | 'log_dir' | 'log_max_bytes' | 'log_keep_days'>

/** @returns Dispose of it last: it flushes what waits and closes the files. */
export async function startLogging(config: Needs): Promise<Logging> {
  const isProduction = config.environment === 'production'
  const { formatter, asText } = isProduction ? FORMATS.production : FORMATS.development
  const file = config.log_dir === undefined ? null : openFile(config.log_dir, config)
  const recentLines = new RecentLines(formatter)
  const sinks: Record<string, Sink> = {
    console: redacted(getConsoleSink({ formatter }), asText),
    recent: redacted((record) => recentLines.add(record), asText),
    ...(file && { file: redacted((record) => file.write(formatter(record)), asText) }),
  }
  await configure({
    reset: true,
    sinks,
    loggers: [
      { category: ['almanac'], lowestLevel: config.log_level, sinks: Object.keys(sinks) },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['console'] },
    ],
  })
  const accessLog = new AccessLog(
    accessWriters(file, recentLines),
    isProduction ? accessAsJson : accessAsText,
  )
  return {
    accessLog,
    recentLines,
    [Symbol.asyncDispose]: async () => {
      await accessLog.flush()
      await dispose()
      file?.[Symbol.dispose]()
    },
  }
}

/** To standard output, and to the file; without one, to what is kept in memory. */
function accessWriters(file: LogFile | null, recentLines: RecentLines): LinesWriter[] {
  // Wherever it goes: a logger without sinks is enabled for nothing.
  if (!getLogger(['almanac']).isEnabledFor('info')) return []
  const stdout = Bun.stdout.writer()
  const toStdout = (lines: string) => {
    stdout.write(lines)
    return stdout.flush()
  }
  return [toStdout, file ? (lines) => file.write(lines) : (lines) => recentLines.addAccess(lines)]
}

const JSON_LINES = getJsonLinesFormatter({ properties: 'flatten' })
const READABLE = getTextFormatter({
  timestamp: 'time',
  category: '.',
  value: (value, inspect) => (typeof value === 'string' ? value : inspect(value)),
  format: ({ timestamp, level, category, message, record }) => {
    const { correlation_id } = record.properties
    // Before the message, which may have many lines: a search finds the first of them.
    const id = typeof correlation_id === 'string' ? ` ${correlation_id}` : ''
    return `${timestamp} [${level}] ${category}${id}: ${message}`
  },
})

/** How a record reads, and an error within it. */
export const FORMATS = {
  production: { formatter: JSON_LINES, asText: errorLine },
  development: { formatter: READABLE, asText: errorText },
}

function openFile(folder: string, { log_max_bytes, log_keep_days }: Needs): LogFile {
  makeFolder('LOG_DIR', folder)
  const limits = { max_bytes: log_max_bytes, keep_days: log_keep_days }
  // Not to the log, which would bring it back here.
  const failed = (error: unknown) =>
    process.stderr.write(
      `LOG_DIR: ${folder} cannot be written, and lines are missing there: ${(error as Error).message}\n`,
    )
  return orUnwritable('LOG_DIR', folder, () => new LogFile(folder, limits, Date.now, failed))
}
