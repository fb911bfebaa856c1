import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isCorrelationId } from '../http/correlation.ts'
import { readLines } from '../lib/lines.ts'
import { LOG_FILE } from '../operations/logging/logging.ts'
import { type Call, type Command, UsageError } from './command.ts'

const LONGEST_LINE_BYTES = 2 ** 20

export const logs: Command = {
  summary: 'find what the log says about a request',
  usage: 'almanac logs --correlation ID [--dir LOG_DIR]',
  options: { correlation: { type: 'string' }, dir: { type: 'string' } },
  run: findLines,
}

async function findLines({ config, values }: Call): Promise<number> {
  const id = `${values.correlation ?? ''}`.trim().toLowerCase()
  if (!isCorrelationId(id)) {
    throw new UsageError('Name the correlation id: a UUID, as in the X-Correlation-ID of an answer.')
  }
  const folder = typeof values.dir === 'string' ? resolve(values.dir) : config.log_dir
  if (!folder) {
    throw new UsageError(
      'LOG_DIR is unset, so log lines went to standard output only. Set it for the server, or name a folder with --dir.',
    )
  }
  if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`)
  const files = logFiles(folder)
  if (files.length === 0) throw new UsageError(`There is no ${LOG_FILE} in ${folder}.`)
  let found = 0
  for (const file of files) {
    for await (const line of linesWith(join(folder, file), id)) {
      found += 1
      console.log(line)
    }
  }
  if (found > 0) return 0
  console.error(
    `No line with ${id} in ${folder} (${files.join(', ')}). Older files are gone, if there were any.`,
  )
  return 1
}

/** The oldest first: `almanac.log.2`, `almanac.log.1`, `almanac.log`. */
function logFiles(folder: string): string[] {
  const ages = readdirSync(folder).flatMap((name) => {
    if (name === LOG_FILE) return [0]
    const suffix = name.startsWith(`${LOG_FILE}.`) ? name.slice(LOG_FILE.length + 1) : ''
    return /^\d+$/.test(suffix) ? [Number(suffix)] : []
  })
  return ages.sort((a, b) => b - a).map((age) => (age === 0 ? LOG_FILE : `${LOG_FILE}.${age}`))
}

async function* linesWith(path: string, id: string): AsyncGenerator<string> {
  for await (const lines of readLines(createReadStream(path), LONGEST_LINE_BYTES)) {
    for (const { text } of lines) if (text?.includes(id)) yield text
  }
}
