/** The funnel as a file: a row for each local month, job and source, of what the caller sees. */
import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { dayToDate } from '../../../lib/time/local-days.ts'
import { auditExport } from '../../../metrics/export/audit-export.ts'
import { FORMATS } from '../../../metrics/export/formats.ts'
import { type Export, readName } from '../../../metrics/export/open-export.ts'
import type { Column, Row } from '../../../metrics/export/table.ts'
import { METRIC_VERSION } from '../../../metrics/read/definitions.ts'
import { WAY } from '../applications/stages.ts'
import { countsOf, Groups, reachedBy } from './funnel.ts'
import { countGroups, type GroupBy, type Span } from './queries.ts'
import { type Asked, type Month, readAsked, readMonths, slicesOf, titlesOf } from './read-hiring.ts'
import type { HiringExportRequest } from './schema.ts'

const text = (name: string, width: number): Column => ({ name, kind: 'text', width })
const number = (name: string): Column => ({ name, kind: 'number', width: 14 })
const COLUMNS: Column[] = [
  ...[text('month', 10), text('job_id', 38), text('job', 40), text('source', 20)],
  ...['applications', 'withdrawn', 'rejected', 'open', ...WAY].map(number),
]

type OfBoth = GroupBy<'job_id' | 'source'>

/** @throws InvalidValueError */
export async function exportHiring(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  { format, ...query }: HiringExportRequest,
): Promise<Response> {
  const now = clock.now()
  const kind = format === 'excel' ? 'xlsx' : format
  const { type, write } = FORMATS[kind]
  const opened = await db.for(principal.organization_id).snapshot(async (q) => {
    const asked = await readAsked(q, principal, query, now)
    const count = async (span: Span) => {
      const groups = new Groups<OfBoth>()
      for await (const slice of slicesOf(q, span, asked.filter)) {
        groups.add(await countGroups(q, slice, asked.filter, 'job_id', 'source'))
      }
      return groups.all()
    }
    return exportOf(q, asked, await readMonths(asked, count), now)
  }, 'heavy')
  await auditExport({ db }, principal.organization_id, 'hiring', { format, ...query })
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of write(opened)) parts.push(new Uint8Array(part))
  const { organization, head } = opened
  const name = `almanac-${organization.slug}-hiring-${head.from}-${head.to}.${kind}`
  const disposition = `attachment; filename="${name}"`
  return new Response(new Blob(parts), {
    headers: { 'content-type': type, 'content-disposition': disposition, 'cache-control': 'no-store' },
  })
}

async function exportOf(
  q: Read,
  asked: Asked,
  months: readonly Month<OfBoth>[],
  now: number,
): Promise<Export> {
  const ids = new Set(months.flatMap(({ groups }) => groups.map(({ job_id }) => job_id)))
  const titles = await titlesOf(q, [...ids])
  const rows = months.flatMap(({ month, groups }) =>
    [...Map.groupBy(groups, ({ job_id, source }) => JSON.stringify([job_id, source])).values()].map((some) =>
      rowOf(month, some, titles),
    ),
  )
  const head = {
    organization_id: q.organization_id,
    time_zone: asked.days.timeZone,
    from: dayToDate(asked.range.from),
    to: dayToDate(asked.range.to),
    generated_at: new Date(now).toISOString(),
    metric_version: METRIC_VERSION,
    partial: asked.range.to >= asked.today,
  }
  const table = { name: 'hiring' as const, columns: COLUMNS, pages: inOnePage(rows) }
  return { head, organization: await readName(q), tables: [table], total_rows: rows.length }
}

/** @param groups Of one job and source. */
function rowOf(month: string, groups: readonly OfBoth[], titles: ReadonlyMap<string, string>): Row {
  const [{ job_id = '', source = '' } = {}] = groups
  const { applications, withdrawn, rejected, open } = countsOf(groups)
  const reached = reachedBy(groups)
  const counts = [applications, withdrawn, rejected, open, ...WAY.map((stage) => reached[stage])]
  return [month, job_id, titles.get(job_id) ?? null, source, ...counts]
}

async function* inOnePage(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows
}
