import { NotAllowedError } from '../../access/errors.ts'
import { may, type Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { EVERY_ORGANIZATION } from '../../db/database.ts'
import { type Page, pageBy } from '../../http/page.ts'
import { instantNamed } from '../../lib/time/instant.ts'
import { type AuditFilters, type AuditRow, countAuditEntries, listAuditEntries } from './queries.ts'
import type { AuditEntry, AuditExportQuery, AuditQuery } from './schema.ts'

/** @throws InvalidValueError */
export async function listAudit(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  { sort = '-at', ...query }: AuditQuery,
): Promise<Page<AuditEntry>> {
  const organization_id = ownerOf(principal, query)
  const here = db.for(organization_id)
  const filters = filtersOf(query)
  const list = { organization_id, list: `audit ${JSON.stringify(filters)}`, sort }
  return pageBy(cursors, list, query, {
    read: async ({ after, limit }) => {
      // We signed it, so it is one.
      const place = after && { at: Number(after[0]), id: String(after[1]) }
      const page = { after: place, newest_first: sort === '-at', limit }
      return (await here.read((q) => listAuditEntries(q, filters, page))).map(toWire)
    },
    positionOf: ({ at, id }) => [Date.parse(at), id],
    count: () => here.read((q) => countAuditEntries(q, filters)),
  })
}

/** Whose entries are asked for. @throws NotAllowedError */
export function ownerOf(principal: Principal, { about }: Pick<AuditQuery, 'about'>): string {
  if (about !== 'instance') return principal.organization_id
  if (!may(principal, 'instance.admin')) throw new NotAllowedError('instance.admin')
  return EVERY_ORGANIZATION
}

/** @throws InvalidValueError */
export function filtersOf({ action, actor, from, to }: AuditExportQuery | AuditQuery): AuditFilters {
  return {
    ...(action !== undefined && { action }),
    ...(actor !== undefined && { actor }),
    ...(from !== undefined && { from: instantNamed('from', from) }),
    ...(to !== undefined && { to: instantNamed('to', to) }),
  }
}

export function toWire({ id, at, action, subject_id, ...row }: AuditRow): AuditEntry {
  const [kind = ''] = action.split('.')
  return { id, at: new Date(at).toISOString(), action, subject: { kind, id: subject_id }, ...row }
}
