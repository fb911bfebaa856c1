/**
 * Log lines: JSON in production, readable in development; to standard output, and to files that
 * rotate by size when LOG_DIR is set. Messages carry ids, never secrets or bodies, and errors only what
 * redacted-sink.ts lets through.
 */
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { getRotatingFileSink } from '@logtape/file'
import {
  configure,
  dispose,
  getConsoleSink,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
  type LogRecord,
  type Sink,
} from '@logtape/logtape'
import type { Config } from '../../config/env.ts'
import { errorLine, errorText } from '../../lib/describe-error.ts'
import { makeFolder, orUnwritable } from '../../lib/writable-folder.ts'
import { AccessLog, accessAsJson, accessAsText, type LinesWriter } from './access-log.ts'
import { redacted } from './redacted-sink.ts'

/** The newest; older ones have a number behind it, the oldest the highest. */
export const LOG_FILE = 'almanac.log'
const MAX_FILE_BYTES = 10 * 2 ** 20
const FILES_KEPT = 10

export interface Logging extends AsyncDisposable {
  readonly accessLog: AccessLog
}

/** @returns Dispose of it last: it flushes what waits and closes the files. */
export async function startLogging(
  config: Pick<Config, 'environment' | 'log_level' | 'log_dir'>,
): Promise<Logging> {
  const isProduction = config.environment === 'production'
  const { formatter, asText } = isProduction ? FORMATS.production : FORMATS.development
  const sinks: Record<string, Sink> = { console: redacted(getConsoleSink({ formatter }), asText) }
  if (config.log_dir) sinks.file = redacted(rotatingFile(config.log_dir, readyOr(formatter)), asText)
  await configure({
    reset: true,
    sinks,
    loggers: [
      { category: ['almanac'], lowestLevel: config.log_level, sinks: Object.keys(sinks) },
      {
        category: ACCESS,
        lowestLevel: config.log_level,
        parentSinks: 'override',
        sinks: config.log_dir ? ['file'] : [],
      },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['console'] },
    ],
  })
  const accessLog = new AccessLog(
    accessWriters(config.log_dir !== undefined),
    isProduction ? accessAsJson : accessAsText,
  )
  return {
    accessLog,
    [Symbol.asyncDispose]: async () => {
      await accessLog.flush()
      await dispose()
    },
  }
}

const ACCESS = ['almanac', 'access']
const READY = 'access lines'

/** To standard output, and in one record to the file that rotates. */
function accessWriters(hasFile: boolean): LinesWriter[] {
  // Wherever it goes: a logger without sinks is enabled for nothing.
  if (!getLogger(['almanac']).isEnabledFor('info')) return []
  const stdout = Bun.stdout.writer()
  const file = getLogger(ACCESS)
  const toStdout = (lines: string) => {
    stdout.write(lines)
    return stdout.flush()
  }
  return hasFile ? [toStdout, (lines) => file.info(READY, { lines })] : [toStdout]
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

/** Access lines come formatted, many in one record. */
function readyOr(formatter: (record: LogRecord) => string) {
  return (record: LogRecord): string => {
    const { lines } = record.properties
    return record.rawMessage === READY && typeof lines === 'string' ? lines : formatter(record)
  }
}

function rotatingFile(folder: string, formatter: (record: LogRecord) => string): Sink {
  makeFolder('LOG_DIR', folder)
  const path = join(folder, LOG_FILE)
  // The sink opens it with the first line, and would drop what it cannot write.
  orUnwritable('LOG_DIR', path, () => closeSync(openSync(path, 'a')))
  return getRotatingFileSink(path, {
    formatter,
    maxSize: MAX_FILE_BYTES,
    maxFiles: FILES_KEPT,
    nonBlocking: true,
  })
}
