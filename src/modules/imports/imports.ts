/** The histories that were brought along, each as a thing that can be looked at and taken back. */

import type { Base } from '../../base.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotInOrganizationError } from '../../lib/app-error.ts'
import {
  countImports,
  findImport,
  type ImportRow,
  type ImportState,
  listImports as listRows,
} from './queries.ts'
import type { Import } from './schema.ts'

/** One that says nothing for so long has most likely ended with its process. It may yet go on. */
const SILENT_AFTER_MS = 5 * 60_000

export async function listImports(
  { db, clock, cursors }: Pick<Base, 'db' | 'clock' | 'cursors'>,
  organization_id: string,
  query: PageQuery,
): Promise<Page<Import>> {
  const here = db.for(organization_id)
  return pageById(cursors, { organization_id, list: 'imports' }, query, {
    async read(page) {
      const rows = await here.read((q) => listRows(q, page))
      return rows.map((row) => toWire(row, clock.now()))
    },
    count: () => here.read(countImports),
  })
}

/** @throws NotInOrganizationError */
export async function readImport(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  organizationId: string,
  id: string,
): Promise<Import> {
  const row = await db.for(organizationId).read((q) => findImport(q, id))
  if (!row) throw new NotInOrganizationError('import')
  return toWire(row, clock.now())
}

function toWire(row: ImportRow, now: number): Import {
  const { id, author_id, api_key_id, file_name, format, created_at, finished_at, state, heard_at } = row
  const { lines, accepted, duplicates, rejected, removed, errors } = row
  const isSilent = state === 'running' && heard_at < now - SILENT_AFTER_MS
  return {
    ...{ id, author_id, api_key_id, file_name, format: format as Import['format'] },
    // Whoever writes it says one of these.
    state: isSilent ? 'interrupted' : (state as ImportState),
    created_at: new Date(created_at).toISOString(),
    finished_at: finished_at === null ? null : new Date(finished_at).toISOString(),
    ...{ lines, accepted, duplicates, rejected, removed, errors },
  }
}
