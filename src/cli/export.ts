import { rename, rm } from 'node:fs/promises'
import { type Context, createContext } from '../context.ts'
import { InvalidValueError } from '../lib/app-error.ts'
import { counted } from '../lib/counted.ts'
import { auditExport } from '../metrics/export/audit-export.ts'
import { FORMATS, formatOf } from '../metrics/export/formats.ts'
import { type Export, openExport } from '../metrics/export/open-export.ts'
import type { ExportRequest } from '../metrics/export/schema.ts'
import type { Row } from '../metrics/export/table.ts'
import { type Call, type Command, JSON_OPTION, UsageError } from './command.ts'
import { findOrganization } from './find-organization.ts'
import { Progress } from './progress.ts'
import { refuseTarget } from './target-file.ts'

export const exportDays: Command = {
  summary: 'write metrics or activity of a range of days to a file',
  usage:
    'almanac export --organization SLUG --out FILE (--range 7d|30d|90d|365d [--include-today] | --from DATE --to DATE) [--types A,B] [--format json|csv|xlsx] [--json]',
  options: {
    organization: { type: 'string', help: 'whose days: its slug, as "almanac organization list" shows it' },
    out: { type: 'string', help: 'the file to write; there is never half of it' },
    range: { type: 'string', help: 'whole local days that end with yesterday' },
    'include-today': { type: 'boolean', default: false, help: 'with --range: today, too, which is not over' },
    from: { type: 'string', help: 'in place of --range: the first local day, such as 2026-11-01' },
    to: { type: 'string', help: 'the last one' },
    types: {
      type: 'string',
      help: 'metrics and groups of them, or activity; all daily metrics when left out',
    },
    format: { type: 'string', help: 'where the name of the file does not say it' },
    json: JSON_OPTION,
  },
  run: runExport,
}

const RANGES = ['7d', '30d', '90d', '365d'] as const

async function runExport({ config, values }: Call): Promise<number> {
  const { organization: slug, out } = values
  if (typeof slug !== 'string' || typeof out !== 'string') {
    throw new UsageError('Name the organization and the file to write.')
  }
  const request = readRequest(out, values)
  await refuseTarget(out)
  await using context = await createContext(config)
  const organization = await findOrganization(context, slug)
  const opened = await openOrExplain(context, organization.id, request)
  await auditExport(context, organization.id, 'metrics', request)
  const progress = new Progress()
  let rows = 0
  const bytes = await writeWhole(
    out,
    request,
    counting(opened, (more) => {
      rows += more
      progress.show(Math.min(1, rows / Math.max(1, opened.total_rows)), summaryOf(rows))
    }),
  )
  progress.finish(`${summaryOf(rows)}, ${counted(bytes, 'byte')}`)
  if (rows === 0) console.error(emptyBecause(opened.head))
  if (values.json) console.log(JSON.stringify({ done: true, file: out, rows, bytes, ...opened.head }))
  return 0
}

/** An empty file is what was asked for, and seldom what was meant. */
function emptyBecause({ from, to, partial }: Export['head']): string {
  const today = partial ? '' : ' Today is not among them: --include-today adds it to a --range.'
  return `Nothing happened from ${from} to ${to}.${today}`
}

function readRequest(out: string, values: Call['values']): ExportRequest {
  const { range, from, to, types, format } = values
  const named = format ?? /\.(json|csv|xlsx)$/.exec(out)?.[1]
  if (named !== 'json' && named !== 'csv' && named !== 'xlsx') {
    throw new UsageError('--format is json, csv or xlsx, where the name of the file does not end in one.')
  }
  const date_range = RANGES.find((one) => one === range)
  if (range !== undefined && !date_range) throw new UsageError(`--range is one of ${RANGES.join(', ')}.`)
  if (!date_range && (typeof from !== 'string' || typeof to !== 'string')) {
    throw new UsageError('Say --range, or --from and --to.')
  }
  return {
    format: named,
    ...(date_range && { date_range }),
    ...(values['include-today'] === true && { include_today: true }),
    ...(typeof from === 'string' && { from }),
    ...(typeof to === 'string' && { to }),
    ...(typeof types === 'string' && { metric_types: types.split(',').map((type) => type.trim()) }),
  }
}

/** @throws UsageError */
async function openOrExplain(context: Context, organizationId: string, request: ExportRequest) {
  try {
    return await openExport(context, organizationId, request)
  } catch (error) {
    throw error instanceof InvalidValueError ? new UsageError(asOption(error.message)) : error
  }
}

/** What the API calls by the names of its fields has other names here. */
function asOption(message: string): string {
  const name = /^\w+/.exec(message)?.[0] ?? ''
  const option = { date_range: 'range', metric_types: 'types', include_today: 'include-today' }[name] ?? name
  return `--${option}${message.slice(name.length)}`
}

/** The same export, which tells of each page of rows when it is read. */
function counting(opened: Export, onRows: (count: number) => void): Export {
  async function* told(pages: AsyncIterable<Row[]>) {
    for await (const rows of pages) {
      onRows(rows.length)
      yield rows
    }
  }
  return { ...opened, tables: opened.tables.map((table) => ({ ...table, pages: told(table.pages) })) }
}

/** Under its name there is the whole file or none. @returns Its size in bytes. */
async function writeWhole(path: string, request: ExportRequest, opened: Export): Promise<number> {
  const unfinished = `${path}.${process.pid}.unfinished`
  const writer = Bun.file(unfinished).writer()
  let bytes = 0
  try {
    for await (const part of FORMATS[formatOf(request)].write(opened)) {
      writer.write(part)
      await writer.flush()
      bytes += part.length
    }
    await writer.end()
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  return bytes
}

function summaryOf(rows: number): string {
  return counted(rows, 'row')
}
