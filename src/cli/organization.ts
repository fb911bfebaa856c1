import { createContext } from '../context.ts'
import { byteSize } from '../lib/byte-size.ts'
import { type Exported, exportOrganization } from '../operations/organizations/export-organization.ts'
import {
  type ListedOrganization,
  listOrganizationsWithSizes,
} from '../operations/organizations/list-organizations.ts'
import { type Action, runAction } from './actions.ts'
import type { Call, Command } from './command.ts'
import { findOrganization } from './find-organization.ts'
import { deleteOne } from './organization-delete.ts'
import { importOne } from './organization-import.ts'
import { Progress } from './progress.ts'

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
    to: { type: 'string' },
    as: { type: 'string' },
    'join-accounts': { type: 'boolean', default: false },
    'without-passwords': { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    confirm: { type: 'string' },
    'no-export': { type: 'boolean', default: false },
    'remove-accounts': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
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
    return `${slug.padEnd(width)}  ${members} ${members === 1 ? 'member' : 'members'}, ${rows.toLocaleString('en')} rows, ${plan}, ${last}, ${name}`
  })
}

async function exportOne({ config, values }: Call, slug: string): Promise<number> {
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
      `The contents of ${exported.missing} files are not in the store, and so not in the archive.`,
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
  return `${manifest.rows.toLocaleString('en')} rows, ${accounts.toLocaleString('en')} of them accounts, ${byteSize(bytes)}`
}
