import { createContext } from '../context.ts'
import { byteSize } from '../lib/byte-size.ts'
import { counted } from '../lib/counted.ts'
import { type Exported, exportOrganization } from '../operations/organizations/export-organization.ts'
import {
  type ListedOrganization,
  listOrganizationsWithSizes,
} from '../operations/organizations/list-organizations.ts'
import { type Action, runAction } from './actions.ts'
import { type Call, type Command, JSON_OPTION } from './command.ts'
import { findOrganization } from './find-organization.ts'
import { deleteOne } from './organization-delete.ts'
import { importOne } from './organization-import.ts'
import { Progress } from './progress.ts'
import { refuseTarget } from './target-file.ts'

const ACTIONS: Record<string, Action> = {
  list: { names: null, options: ['json'], run: list },
  export: { names: 'the organization', options: ['to', 'without-passwords', 'json'], run: exportOne },
  import: {
    names: 'the file',
    options: ['as', 'join-accounts', 'without-passwords', 'dry-run', 'yes', 'json'],
    run: importOne,
  },
  delete: {
    names: 'the organization',
    options: ['confirm', 'to', 'no-export', 'remove-accounts', 'json'],
    run: deleteOne,
  },
}

export const organization: Command = {
  summary: 'list organizations, write one with all that it has into a file, take one in, or delete one',
  usage: `almanac organization list [--json]
       almanac organization export SLUG [--to FILE] [--without-passwords] [--json]
       almanac organization import FILE [--as SLUG] [--join-accounts] [--without-passwords] [--dry-run] [--yes] [--json]
       almanac organization delete SLUG [--confirm SLUG] [--to FILE | --no-export] [--remove-accounts] [--json]`,
  words: 2,
  actions: Object.keys(ACTIONS),
  options: {
    to: {
      type: 'string',
      help: 'export, delete: the file to write; one in the folder of backups when left out',
    },
    as: { type: 'string', help: 'import: another slug than it had' },
    'join-accounts': {
      type: 'boolean',
      default: false,
      help: 'import: whoever has an account here already becomes a member',
    },
    'without-passwords': {
      type: 'boolean',
      default: false,
      help: 'export, import: leave passwords behind; everybody resets theirs',
    },
    'dry-run': {
      type: 'boolean',
      default: false,
      help: 'import: say what would come and what stands in the way',
    },
    confirm: { type: 'string', help: 'delete: the slug once more, in place of the question' },
    'no-export': { type: 'boolean', default: false, help: 'delete: without writing it into a file first' },
    'remove-accounts': {
      type: 'boolean',
      default: false,
      help: 'delete: accounts, too, that are in no other organization',
    },
    yes: { type: 'boolean', default: false, help: 'import: do not ask' },
    json: JSON_OPTION,
  },
  run: (call) => runAction(ACTIONS, call),
}

async function list({ config, values }: Call): Promise<number> {
  await using context = await createContext(config)
  const items = await listOrganizationsWithSizes(context)
  if (values.json === true) console.log(JSON.stringify({ items, next_cursor: null }))
  else if (items.length === 0) console.log('There is no organization yet.')
  else for (const line of inColumns(items)) console.log(line)
  return 0
}

function inColumns(items: ListedOrganization[]): string[] {
  const width = Math.max(...items.map(({ slug }) => slug.length))
  return items.map(({ slug, name, plan, members, rows, last_active_at }) => {
    const last = last_active_at ? `active ${last_active_at.slice(0, 10)}` : 'never active'
    return `${slug.padEnd(width)}  ${counted(members, 'member')}, ${counted(rows, 'row')}, ${plan}, ${last}, ${name}`
  })
}

async function exportOne({ config, values }: Call, slug: string): Promise<number> {
  if (typeof values.to === 'string') await refuseTarget(values.to)
  await using context = await createContext(config)
  const found = await findOrganization(context, slug)
  const progress = new Progress()
  const to = typeof values.to === 'string' ? values.to : null
  const withPasswords = values['without-passwords'] !== true
  const exported = await exportOrganization(context, found, { to, withPasswords }, (share, text) =>
    progress.show(share, text),
  )
  progress.finish(`${slug}: ${summaryOf(exported)}`)
  if (exported.missing > 0)
    console.error(
      `Not in the store, and so not in the archive: the contents of ${counted(exported.missing, 'file')}.`,
    )
  if (values.json === true) console.log(JSON.stringify(asJson(found, exported)))
  else console.log(exported.path)
  return 0
}

function asJson({ id, slug }: { id: string; slug: string }, { path, bytes, manifest, missing }: Exported) {
  const { created_at, schema, rows } = manifest
  const tables = manifest.tables.map(({ name, rows, hash }) => ({ name, rows, hash }))
  return {
    done: true,
    organization: { id, slug },
    file: path,
    bytes,
    created_at,
    schema,
    rows,
    tables,
    files: manifest.files.length,
    missing_files: missing,
  }
}

export function summaryOf({ bytes, manifest }: Pick<Exported, 'bytes' | 'manifest'>): string {
  const accounts = manifest.tables.find(({ name }) => name === 'users')?.rows ?? 0
  return `${counted(manifest.rows, 'row')}, ${accounts.toLocaleString('en')} of them accounts, ${byteSize(bytes)}`
}
