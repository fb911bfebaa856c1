/**
 * An export as a download. What is wrong with the question is an ordinary refusal; what breaks after
 * the first byte ends the transfer without its end, so that nobody takes a part for the whole. So does
 * losing access: however long a download takes, who is suspended or whose key is deleted gets no more.
 */
import type { Principal } from '../../access/principal.ts'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import { type DownloadEnd, downloadOf, UNREAD_MS } from '../../http/download.ts'
import type { LongAnswers } from '../../http/long-answers.ts'
import { whileAllowed } from '../../modules/auth/still-allowed.ts'
import { auditExport } from './audit-export.ts'
import { type ExportFormat, FORMATS, formatOf } from './formats.ts'
import { type Export, openExport } from './open-export.ts'
import type { ExportRequest } from './schema.ts'

/**
 * @throws InvalidValueError
 * @throws TooManyAtOnceError, BusyError: each holds some memory for as long as its client takes.
 */
export async function serveExport(
  context: Pick<Base, 'db' | 'clock'> & { principals: Principals },
  principal: Principal,
  request: ExportRequest,
  { exports, unread_ms = UNREAD_MS }: { exports: LongAnswers; unread_ms?: number },
): Promise<Response> {
  const end = exports.begin(principal)
  try {
    return await download(context, principal, request, { unread_ms, exports, end })
  } catch (error) {
    end()
    throw error
  }
}

async function download(
  context: Pick<Base, 'db' | 'clock'> & { principals: Principals },
  principal: Principal,
  request: ExportRequest,
  ending: DownloadEnd,
): Promise<Response> {
  const { organization_id } = principal
  const isStillAllowed = context.principals.watch(principal, 'metrics.read')
  const format = formatOf(request)
  const { type, write } = FORMATS[format]
  const opened = await openExport(context, organization_id, request)
  const { head, total_rows } = opened
  await auditExport(context, organization_id, 'metrics', request)
  const parts = whileAllowed(write(opened), isStillAllowed)
  return new Response(downloadOf(parts, { organization_id, ...ending }), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${fileName(opened, format)}"`,
      'cache-control': 'no-store',
      'x-total-rows': `${total_rows}`,
      'x-time-zone': head.time_zone,
      'x-generated-at': head.generated_at,
      'x-metric-version': `${head.metric_version}`,
      'x-partial': `${head.partial}`,
    },
  })
}

function fileName({ organization, head }: Export, format: ExportFormat): string {
  return `almanac-${organization.slug}-${head.from}-${head.to}.${format}`
}
