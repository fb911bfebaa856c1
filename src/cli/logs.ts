import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { databaseUrlOf } from '../config/database-url.ts'
import type { Config } from '../config/env.ts'
import { createContext } from '../context.ts'
import { isOfThisSchema } from '../db/find-upgrade.ts'
import { isCorrelationId } from '../http/correlation.ts'
import { StartError } from '../lib/start-error.ts'
import { listAuditItems } from '../operations/correlations/read-correlation.ts'
import type { CorrelatedItem } from '../operations/correlations/schema.ts'
import { linesWith } from '../operations/logging/find-lines.ts'
import { LOG_FILE, listLogFiles } from '../operations/logging/log-file.ts'
import { type Call, type Command, UsageError } from './command.ts'

export const logs: Command = {
  summary: 'find what the log and the audit log say about a request',
  usage: 'almanac logs --correlation ID [--dir LOG_DIR]',
  options: {
    correlation: { type: 'string', help: 'the X-Correlation-ID of an answer' },
    dir: { type: 'string', help: 'the folder of the log files; LOG_DIR when left out' },
  },
  run: find,
}

async function find({ config, values }: Call): Promise<number> {
  const id = `${values.correlation ?? ''}`.trim().toLowerCase()
  if (!isCorrelationId(id)) {
    throw new UsageError('Name the correlation id: a UUID, as in the X-Correlation-ID of an answer.')
  }
  const folder = typeof values.dir === 'string' ? resolve(values.dir) : config.log_dir
  const entries = await auditEntries(config, id)
  if (!folder && entries.length === 0) {
    throw new UsageError(
      'LOG_DIR is unset, so log lines went to standard output only. Set it for the server, or name a folder with --dir.',
    )
  }
  const lines = folder ? await printLines(folder, id) : 0
  for (const entry of entries) console.log(JSON.stringify(entry))
  if (lines + entries.length > 0) return 0
  console.error(
    `No line with ${id} in ${folder}, nor an entry of the audit log. Older files are gone, if there were any.`,
  )
  return 1
}

async function printLines(folder: string, id: string): Promise<number> {
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
  return found
}

/** Where there is a database of this version, which is not to be made or changed for the sake of a look. */
async function auditEntries(config: Config, id: string): Promise<CorrelatedItem[]> {
  try {
    if (!(await isOfThisSchema(databaseUrlOf(config)))) return []
    await using context = await createContext(config)
    return await listAuditItems(context, id)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(`The audit log was not looked through. ${error.message}`)
    return []
  }
}
