import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isCorrelationId } from '../http/correlation.ts'
import { linesWith } from '../operations/logging/find-lines.ts'
import { LOG_FILE, listLogFiles } from '../operations/logging/log-file.ts'
import { type Call, type Command, UsageError } from './command.ts'

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
  const files = listLogFiles(folder)
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
