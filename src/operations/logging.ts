/**
 * Log lines: JSON in production, readable in development; to standard output, and to files that
 * rotate by size when LOG_DIR is set. Messages carry ids, never secrets or bodies.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { getRotatingFileSink } from '@logtape/file'
import {
  configure,
  dispose,
  getConsoleSink,
  getJsonLinesFormatter,
  getTextFormatter,
  type Sink,
} from '@logtape/logtape'
import type { Config } from '../config/env.ts'

const MAX_FILE_BYTES = 10 * 2 ** 20
const FILES_KEPT = 10

/** @returns Flushes and closes: call it last. */
export async function startLogging(
  config: Pick<Config, 'environment' | 'log_level' | 'log_dir'>,
): Promise<AsyncDisposable> {
  const formatter =
    config.environment === 'production'
      ? getJsonLinesFormatter({ properties: 'flatten' })
      : getTextFormatter({
          timestamp: 'time',
          category: '.',
          value: (value, inspect) => (typeof value === 'string' ? value : inspect(value)),
        })
  const sinks: Record<string, Sink> = { console: getConsoleSink({ formatter }) }
  if (config.log_dir) {
    mkdirSync(config.log_dir, { recursive: true })
    sinks.file = getRotatingFileSink(join(config.log_dir, 'almanac.log'), {
      formatter: getJsonLinesFormatter({ properties: 'flatten' }),
      maxSize: MAX_FILE_BYTES,
      maxFiles: FILES_KEPT,
      nonBlocking: true,
    })
  }
  await configure({
    reset: true,
    sinks,
    loggers: [
      { category: ['almanac'], lowestLevel: config.log_level, sinks: Object.keys(sinks) },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['console'] },
    ],
  })
  return { [Symbol.asyncDispose]: () => dispose() }
}
