/**
 * The audit log as a download, the oldest entry first. It is read page by page, each in a short
 * transaction: entries are never changed, and those that come meanwhile are left out.
 */
import type { Principal } from '../../access/principal.ts'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import { downloadOf, UNREAD_MS } from '../../http/download.ts'
import type { LongAnswers } from '../../http/long-answers.ts'
import { BYTE_ORDER_MARK, csvRow } from '../../lib/csv-row.ts'
import { auditExport } from '../../metrics/export/audit-export.ts'
import { whileAllowed } from '../../modules/auth/still-allowed.ts'
import { filtersOf, ownerOf, toWire } from './list-audit.ts'
import {
  type AuditFilters,
  type AuditPage,
  type AuditPlace,
  type AuditRow,
  listAuditEntries,
} from './queries.ts'
import type { AuditEntry, AuditExportQuery } from './schema.ts'

const ENTRIES_AT_ONCE = 500

/**
 * @throws InvalidValueError
 * @throws TooManyAtOnceError, BusyError: each holds some memory for as long as its client takes.
 */
export async function exportAudit(
  { db, clock, principals }: Pick<Base, 'db' | 'clock'> & { principals: Principals },
  principal: Principal,
  { format, ...query }: AuditExportQuery,
  exports: LongAnswers,
): Promise<Response> {
  const filters = filtersOf({ format, ...query })
  const { organization_id } = principal
  const here = db.for(ownerOf(principal, query))
  const now = clock.now()
  const isStillAllowed = principals.watch(
    principal,
    query.about === 'instance' ? 'instance.admin' : 'audit.read',
  )
  const end = exports.begin(principal)
  try {
    await auditExport({ db }, organization_id, 'audit', { format, ...query })
  } catch (error) {
    end()
    throw error
  }
  const until = { ...filters, to: Math.min(filters.to ?? now + 1, now + 1) }
  const parts = whileAllowed(encoded(WRITERS[format](pagesOf(here, until))), isStillAllowed)
  const ending = { organization_id, unread_ms: UNREAD_MS, exports, end }
  const name = `almanac-audit-${new Date(now).toISOString().slice(0, 10)}.${format}`
  return new Response(downloadOf(parts, ending), {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}

type Pages = AsyncIterable<AuditRow[]>

async function* pagesOf(here: OrganizationDatabase, filters: AuditFilters): AsyncGenerator<AuditRow[]> {
  let after: AuditPlace | null = null
  let rows: AuditRow[]
  do {
    const page: AuditPage = { after, newest_first: false, limit: ENTRIES_AT_ONCE }
    rows = await here.read((q) => listAuditEntries(q, filters, page))
    yield rows
    after = rows.at(-1) ?? null
  } while (rows.length === ENTRIES_AT_ONCE)
}

const TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
} as const satisfies Record<AuditExportQuery['format'], string>

const WRITERS: Record<AuditExportQuery['format'], (pages: Pages) => AsyncGenerator<string>> = {
  csv: writeCsv,
  ndjson: writeLines,
}

const COLUMNS = [
  ...['id', 'at', 'action', 'subject_kind', 'subject_id', 'actor', 'address'],
  ...['correlation_id', 'before', 'after'],
]

async function* writeCsv(pages: Pages): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRow(COLUMNS)
  for await (const rows of pages) yield rows.map((row) => csvRow(cellsOf(toWire(row)))).join('')
}

function cellsOf({ id, at, action, subject, actor, address, correlation_id, before, after }: AuditEntry) {
  const asText = (value: unknown) => (value === null ? null : JSON.stringify(value))
  const what = [id, at, action, subject.kind, subject.id, actor, address]
  return [...what, correlation_id, asText(before), asText(after)]
}

async function* writeLines(pages: Pages): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(toWire(row))}\n`).join('')
}

async function* encoded(texts: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}
