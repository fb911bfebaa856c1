import { createContext } from '../context.ts'
import { SUFFIX } from '../operations/backups/archive/format.ts'
import { workHere } from '../operations/backups/backup-work.ts'
import { type Backup, findBackupFile, listBackups } from '../operations/backups/list-backups.ts'
import { alone, makeProvedBackup, proveBackup } from '../operations/backups/make-backup.ts'
import { pruneBackups } from '../operations/backups/prune-backups.ts'
import { type Call, type Command, UsageError } from './command.ts'
import { Progress } from './progress.ts'

export const backup: Command = {
  summary: 'make backups, prove them, list them, remove old ones',
  usage: 'almanac backup create|list|prune [--json]\n       almanac backup verify NAME [--json]',
  words: 2,
  options: { json: { type: 'boolean', default: false } },
  run: runBackup,
}

const ACTIONS: Record<string, { takesName: boolean; run: (call: Call, name: string) => Promise<number> }> = {
  create: { takesName: false, run: create },
  list: { takesName: false, run: list },
  verify: { takesName: true, run: verify },
  prune: { takesName: false, run: prune },
}

async function runBackup(call: Call): Promise<number> {
  const [word = '', name] = call.words
  const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined
  if (!action) throw new UsageError(`Say one of ${Object.keys(ACTIONS).join(', ')}.`)
  if (action.takesName !== (name !== undefined)) {
    throw new UsageError(
      action.takesName
        ? 'Name the backup: "almanac backup list" shows them.'
        : `"${name}" is a word too many.`,
    )
  }
  return action.run(call, (name ?? '').replace(new RegExp(`${SUFFIX.replaceAll('.', '\\.')}$`), ''))
}

async function create({ config, values }: Call): Promise<number> {
  await using context = await createContext(config)
  const progress = new Progress()
  const needs = { ...context, work: workHere(context) }
  const made = await makeProvedBackup(needs, { reason: 'manual' }, (share, text) =>
    progress.show(share, text),
  )
  progress.finish(lineOf(made))
  return told(made, values)
}

async function list({ config, values }: Call): Promise<number> {
  await using context = await createContext(config)
  const items = await listBackups(context)
  if (values.json === true) console.log(JSON.stringify({ items, next_cursor: null }))
  else if (items.length === 0) console.log('There is no backup yet: "almanac backup create" makes one.')
  else for (const item of items) console.log(lineOf(item))
  return 0
}

async function verify({ config, values }: Call, name: string): Promise<number> {
  await using context = await createContext(config)
  findBackupFile(context, name)
  const progress = new Progress()
  const needs = { ...context, work: workHere(context) }
  const proved = await alone(context, () =>
    proveBackup(needs, name, (share, text) => progress.show(share, text)),
  )
  progress.finish(lineOf(proved))
  return told(proved, values)
}

async function prune({ config, values }: Call): Promise<number> {
  await using context = await createContext(config)
  const removed = await alone(context, () => pruneBackups(context))
  if (values.json === true) console.log(JSON.stringify({ removed }))
  else
    console.log(
      removed.length === 0 ? 'Nothing is old enough to be removed.' : `Removed ${removed.join(', ')}.`,
    )
  return 0
}

/** @returns The exit code: 0 where it is proved. */
function told(backup: Backup, { json }: Call['values']): number {
  if (json === true) console.log(JSON.stringify(backup))
  else console.log(backup.proof.detail)
  return backup.proof.outcome === 'proved' ? 0 : 1
}

function lineOf({ name, engine, size_bytes, rows, proof }: Backup): string {
  const size = `${(size_bytes / 2 ** 20).toFixed(1)} MB`
  return `${name}  ${engine}, ${rows.toLocaleString('en')} rows, ${size}, ${proof.outcome}`
}
