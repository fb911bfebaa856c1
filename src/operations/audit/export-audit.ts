/**
 * The audit log as a download, the oldest entry first. It is read page by page, each in a short
 * transaction: entries are never changed, and those that come meanwhile are left out.
 */
import type { Principal } from '../../access/principal.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import type { LongAnswers } from '../../http/long-answers.ts'
import { BYTE_ORDER_MARK, csvRow } from '../../lib/csv-row.ts'
import { auditedDownload, type DownloadNeeds } from '../../metrics/export/audited-download.ts'
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
 * @throws TooManyAtOnceError, BusyError
 */
export async function exportAudit(
  context: DownloadNeeds,
  principal: Principal,
  { format, ...query }: AuditExportQuery,
  exports: LongAnswers,
): Promise<Response> {
  const filters = filtersOf({ format, ...query })
  const here = context.db.for(ownerOf(principal, query))
  const now = context.clock.now()
  const permission = query.about === 'instance' ? 'instance.admin' : 'audit.read'
  const asked = { of: 'audit', request: { format, ...query }, permission, exports } as const
  return auditedDownload(context, principal, asked, () => {
    const until = { ...filters, to: Math.min(filters.to ?? now + 1, now + 1) }
    const name = `almanac-audit-${new Date(now).toISOString().slice(0, 10)}.${format}`
    return {
      parts: encoded(WRITERS[format](pagesOf(here, until))),
      headers: {
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="${name}"`,
      },
    }
  })
}

type Pages = AsyncIterable<AuditRow[]>

async function* pagesOf(here: OrganizationDatabase, filters: AuditFilters): AsyncGenerator<AuditRow[]> {
  let after: AuditPlace | null = null
  let rows: AuditRow[]
  do {
    const page: AuditPage = { after, newest_first: false, limit: ENTRIES_AT_ONCE }
    rows = await here.read((q) => listAuditEntries(q, filters, page), 'heavy')
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
