import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { createContext } from '../context.ts'
import { counted } from '../lib/counted.ts'
import { type ImportReport, importEvents } from '../modules/events/import-events.ts'
import { type HistoryFormat, SEPARATORS, separatorNamed } from '../modules/events/read-history.ts'
import { COMMAND_LINE } from '../modules/imports/track-import.ts'
import { refuseOtherOptions } from './actions.ts'
import { type Call, type Command, JSON_OPTION, UsageError } from './command.ts'
import { findOrganization } from './find-organization.ts'
import { listImportsOf, undoOne } from './imports.ts'
import { Progress } from './progress.ts'
import { refuseSource } from './target-file.ts'

export const importHistory: Command = {
  summary: 'take a history file into an organization',
  usage:
    'almanac import --list [--organization SLUG] [--json] | --undo ID [--json] |\n       almanac import FILE[.gz] --organization SLUG [--format csv|ndjson] [--separator comma|semicolon|tab|pipe] [--time iso|s|ms] [--core] [--json]',
  words: 1,
  options: {
    organization: { type: 'string', help: 'into which: its slug, as "almanac organization list" shows it' },
    format: {
      type: 'string',
      help: 'where the name of the file does not say it: .ndjson and .jsonl are NDJSON',
    },
    separator: { type: 'string', help: 'of a CSV file; found from its first line when left out' },
    time: {
      type: 'string',
      help: 'how occurred_at is written: ISO 8601 (iso, unless you say another), seconds or milliseconds',
    },
    core: { type: 'boolean', default: false, help: 'the events are core actions, where a line does not say' },
    list: { type: 'boolean', default: false, help: 'in place of a file: what was imported' },
    undo: { type: 'string', help: 'in place of a file: take back the import with this id' },
    json: JSON_OPTION,
  },
  run: runImport,
}

async function runImport(call: Call): Promise<number> {
  const { config, words, values } = call
  if (values.list === true) {
    refuseOthers(call, '--list', ['list', 'organization', 'json'])
    return listImportsOf(call)
  }
  if (typeof values.undo === 'string') {
    refuseOthers(call, '--undo', ['undo', 'json'])
    return undoOne(call, values.undo)
  }
  const [path] = words
  if (!path || typeof values.organization !== 'string') {
    throw new UsageError('Name the file and the organization.')
  }
  await refuseSource(path)
  const format = readFormat(path, values)
  await using context = await createContext(config)
  const organization = await findOrganization(context, values.organization)
  const progress = new Progress()
  let last: ImportReport | undefined
  const file = openHistory(path)
  const origin = { ...COMMAND_LINE, file_name: basename(path) }
  for await (const report of importEvents(context, organization.id, file.stream, format, origin)) {
    last = report
    progress.show(file.shareRead(), summaryOf(report))
  }
  if (!last) return 1
  progress.finish(summaryOf(last))
  if (values.json) console.log(JSON.stringify({ done: true, ...last }))
  else {
    for (const { line, reason } of last.errors) console.error(`line ${line}: ${reason}`)
    if (last.accepted > 0) console.error(`"almanac import --undo ${last.import_id}" takes it back.`)
  }
  return last.rejected > 0 ? 1 : 0
}

/** @throws UsageError for what stands beside an option that takes the place of a file. */
function refuseOthers(call: Call, what: string, taken: readonly string[]): void {
  const [extra] = call.words
  if (extra !== undefined) throw new UsageError(`"${extra}" is a word too many: ${what} takes no file.`)
  refuseOtherOptions(call, what, taken)
}

function readFormat(path: string, { format, time = 'iso', core, separator }: Call['values']): HistoryFormat {
  const guessed = /\.(ndjson|jsonl)(\.gz)?$/.test(path) ? 'ndjson' : 'csv'
  const named = format ?? guessed
  if (named !== 'csv' && named !== 'ndjson') throw new UsageError(`--format is csv or ndjson, not ${named}.`)
  if (time !== 'iso' && time !== 's' && time !== 'ms')
    throw new UsageError(`--time is iso, s or ms, not ${time}.`)
  return { format: named, time, core: core === true, separator: readSeparator(separator) }
}

function readSeparator(given: string | boolean | undefined): string | undefined {
  if (typeof given !== 'string') return undefined
  const separator = separatorNamed(given)
  if ([...SEPARATORS.values()].includes(separator)) return separator
  throw new UsageError(`--separator is ${[...SEPARATORS.keys()].join(', ')}, not ${given}.`)
}

/** The bytes of the file, unpacked, and how much of it has been read. */
export function openHistory(path: string) {
  const size = Math.max(1, statSync(path).size)
  let read = 0
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      read += chunk.length
      controller.enqueue(chunk)
    },
  })
  const counted = Bun.file(path).stream().pipeThrough(counting)
  // The two libraries of types disagree on the buffers behind the bytes.
  const stream = path.endsWith('.gz')
    ? counted.pipeThrough(new DecompressionStream('gzip') as never)
    : counted
  return { stream: stream as ReadableStream<Uint8Array>, shareRead: () => Math.min(1, read / size) }
}

function summaryOf({ accepted, duplicates, rejected }: ImportReport): string {
  return `${accepted.toLocaleString('en')} accepted, ${counted(duplicates, 'duplicate')}, ${rejected.toLocaleString('en')} rejected`
}
