import { existsSync } from 'node:fs'
import { createContext } from '../context.ts'
import { UnfitRowsError } from '../db/rows/row-loader.ts'
import { byteSize } from '../lib/byte-size.ts'
import { counted } from '../lib/counted.ts'
import { describeError, errorLine } from '../lib/describe-error.ts'
import { StartError } from '../lib/start-error.ts'
import { systemClock } from '../lib/time/clock.ts'
import { ArchiveError, type Manifest, SUFFIX } from '../operations/backups/archive/format.ts'
import { workHere } from '../operations/backups/backup-work.ts'
import { type Copy, readCopies } from '../operations/backups/copy-backup.ts'
import { fetchMissing } from '../operations/backups/fetch-copy.ts'
import { backupPath, isBackupName } from '../operations/backups/folder.ts'
import { listBackups, listBackupsUnasked } from '../operations/backups/list-backups.ts'
import { alone, makeProvedBackup, verifyBackup } from '../operations/backups/make-backup.ts'
import { pruneBackups } from '../operations/backups/prune-backups.ts'
import { type Restored, restoreBackup } from '../operations/backups/restore-backup.ts'
import type { Backup } from '../operations/backups/schema.ts'
import { NoRoomError } from '../operations/backups/scratch-file.ts'
import { type Action, runAction } from './actions.ts'
import { type Call, type Command, JSON_OPTION, UsageError } from './command.ts'
import { Progress } from './progress.ts'
import { answerTo } from './question.ts'

const BACKUP = 'the backup: "almanac backup list" shows them'

const ACTIONS: Record<string, Action> = {
  create: { names: null, options: ['json'], run: create },
  list: { names: null, options: ['json'], run: list },
  verify: { names: BACKUP, options: ['json'], run: verify },
  prune: { names: null, options: ['json'], run: prune },
  restore: { names: BACKUP, options: ['yes', 'without-safety', 'json'], run: restoreNamed },
}

export const backup: Command = {
  summary: 'make backups, prove them, list them, remove old ones, restore one',
  usage:
    'almanac backup create|list|prune [--json]\n       almanac backup verify NAME [--json]\n       almanac backup restore NAME|FILE [--yes] [--without-safety] [--json]',
  words: 2,
  actions: Object.keys(ACTIONS),
  options: {
    json: JSON_OPTION,
    yes: { type: 'boolean', default: false, help: 'restore: do not ask' },
    'without-safety': {
      type: 'boolean',
      default: false,
      help: 'restore: even where no backup can be made of what is there',
    },
  },
  run: (call) => runAction(ACTIONS, call),
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
  const items = await listed(config)
  const elsewhere = await inStoreAlone(config, items)
  if (values.json === true) {
    console.log(JSON.stringify({ items, next_cursor: null, in_store_alone: elsewhere }))
    return 0
  }
  if (items.length === 0 && !elsewhere?.length)
    console.log('There is no backup yet: "almanac backup create" makes one.')
  for (const item of items) console.log(lineOf(item))
  for (const { name, size_bytes } of elsewhere ?? []) {
    console.log(`${name}  ${byteSize(size_bytes)}, in the store alone: verify and restore fetch it`)
  }
  return 0
}

/** Where the database cannot be opened, a backup is looked for most of all. */
async function listed(config: Call['config']): Promise<Backup[]> {
  try {
    await using context = await createContext(config)
    return await listBackups(context)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(`The database cannot say which are proved. ${error.message}`)
    return await listBackupsUnasked({ config })
  }
}

/** @returns `null` where there is no store, or it cannot be asked. */
async function inStoreAlone(config: Call['config'], items: Backup[]): Promise<Copy[] | null> {
  const here = new Set(items.map(({ name }) => name))
  try {
    const copies = await readCopies({ config })
    return copies?.filter(({ name }) => !here.has(name)) ?? null
  } catch (error) {
    console.error(`The store of copies cannot be asked: ${errorLine(describeError(error))}.`)
    return null
  }
}

async function verify({ config, values }: Call, given: string): Promise<number> {
  const name = withoutSuffix(given)
  const progress = new Progress()
  const isHere = await fetchMissing({ config }, name, (share, text) => progress.show(share, text))
  if (!isHere) throw unknownBackup(given)
  await using context = await createContext(config)
  const needs = { ...context, work: workHere(context) }
  const proved = await verifyBackup(needs, name, (share, text) => progress.show(share, text))
  progress.finish(lineOf(proved))
  return told(proved, values)
}

function unknownBackup(given: string): UsageError {
  return new UsageError(`There is no backup ${given}: "almanac backup list" shows them.`)
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

async function restoreNamed(call: Call, given: string): Promise<number> {
  const { config, values } = call
  const name = withoutSuffix(given)
  const path = isBackupName(name) && !existsSync(given) ? backupPath(config, name) : given
  const progress = new Progress()
  const fetched = (share: number, text: string) => progress.show(share, text)
  if (!existsSync(path) && !(await fetchMissing({ config }, name, fetched))) throw unknownBackup(given)
  const restore = {
    path,
    withoutSafety: values['without-safety'] === true,
    confirm: async (manifest: Manifest) => values.yes === true || asked(call, manifest),
  }
  const restored = await restoreOrExplain({ config, clock: systemClock }, restore, (share, text) =>
    progress.show(share, text),
  )
  if (!restored) {
    console.error('Nothing was changed.')
    return 1
  }
  progress.finish(`restored ${restored.manifest.name}`)
  tellRestored(restored, values)
  return restored.isSound ? 0 : 1
}

/** @throws StartError in place of what is wrong with the archive. */
async function restoreOrExplain(...call: Parameters<typeof restoreBackup>): Promise<Restored | null> {
  try {
    return await restoreBackup(...call)
  } catch (error) {
    if (!(error instanceof ArchiveError || error instanceof NoRoomError || error instanceof UnfitRowsError))
      throw error
    throw new StartError(`This backup cannot be restored, and nothing was changed. ${error.message}`, {
      cause: error,
    })
  }
}

/** @throws UsageError where nobody can be asked. */
async function asked({ config }: Call, { name, engine, created_at, rows }: Manifest): Promise<boolean> {
  const target = config.database_url === undefined ? config.data_dir : 'the database of DATABASE_URL'
  const what = `${name} (${engine}, of ${created_at}, ${counted(rows, 'row')})`
  const question = `${what} takes the place of all that is in ${target}.\nA safety backup is made first. Go on? Say yes: `
  return (await answerTo(question, '--yes')).toLowerCase() === 'yes'
}

function tellRestored({ manifest, ...restored }: Restored, { json }: Call['values']): void {
  if (json === true) {
    console.log(JSON.stringify({ done: true, name: manifest.name, ...restored }))
    return
  }
  console.log(restored.checked)
  if (restored.safety)
    console.log(`What was there before: "almanac backup restore ${restored.safety}" brings it back.`)
  if (restored.aside) console.log(`What was there before is kept as ${restored.aside}.`)
  console.log(
    'Passwords, roles and API keys are those of the backup: look whether any were changed or deleted since. The index of the search is made anew when the server starts.',
  )
  for (const note of restored.notes) console.error(note)
}

function withoutSuffix(name: string): string {
  return name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name
}

/** @returns The exit code: 0 where it is proved. */
function told(backup: Backup, { json }: Call['values']): number {
  if (json === true) console.log(JSON.stringify(backup))
  else console.log(backup.proof.detail)
  return backup.proof.outcome === 'proved' ? 0 : 1
}

function lineOf({ name, engine, size_bytes, rows, duration_ms, proof }: Backup): string {
  const made = `${counted(rows, 'row')}, ${byteSize(size_bytes)}${within(duration_ms)}`
  return `${name}  ${engine}, ${made}, ${proof.outcome}${within(proof.duration_ms)}`
}

function within(ms: number | null): string {
  return ms === null ? '' : ` in ${(ms / 1_000).toFixed(1)} s`
}
