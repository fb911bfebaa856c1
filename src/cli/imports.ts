/** `almanac import --list` and `--undo`: what was imported, and taking it back. */

import { createContext } from '../context.ts'
import { counted } from '../lib/counted.ts'
import { listImports } from '../modules/imports/imports.ts'
import { findOrganizationOfImport } from '../modules/imports/queries.ts'
import { type UndoReport, undoImport } from '../modules/imports/undo-import.ts'
import { type Call, UsageError } from './command.ts'
import { organizationsNamed } from './find-organization.ts'
import { Progress } from './progress.ts'

export async function listImportsOf({ config, values }: Call): Promise<number> {
  await using context = await createContext(config)
  const organizations = await organizationsNamed(context, values.organization)
  for (const { id, slug } of organizations) {
    let cursor: string | null | undefined
    do {
      const query = { limit: 200, ...(cursor && { cursor }) }
      const { items, next_cursor } = await listImports(context, id, query)
      for (const one of items) {
        if (values.json) console.log(JSON.stringify({ organization: slug, ...one }))
        else console.log(inWords(slug, one))
      }
      cursor = next_cursor
    } while (cursor)
  }
  return 0
}

type Listed = Awaited<ReturnType<typeof listImports>>['items'][number]

function inWords(slug: string, { id, created_at, state, accepted, removed, file_name }: Listed): string {
  return [id, created_at, slug, state.padEnd(11), counted(accepted - removed, 'event'), file_name ?? '']
    .join('  ')
    .trimEnd()
}

export async function undoOne({ config, values }: Call, id: string): Promise<number> {
  await using context = await createContext(config)
  const organizationId = await context.db.instance.read((q) => findOrganizationOfImport(q, id))
  if (!organizationId) {
    throw new UsageError(`There is no import "${id}". "almanac import --list" shows those there are.`)
  }
  const progress = new Progress()
  let last: UndoReport | undefined
  for await (const report of undoImport(context, organizationId, id)) {
    last = report
    if (report.removed > 0) progress.show(report.removed / Math.max(1, report.accepted), summaryOf(report))
  }
  if (last) progress.finish(summaryOf(last))
  if (values.json) console.log(JSON.stringify({ done: true, ...last }))
  return 0
}

function summaryOf({ removed }: UndoReport): string {
  return `${counted(removed, 'event')} taken out`
}
