/** An export of metrics as a download. */
import type { Principal } from '../../access/principal.ts'
import type { LongAnswers } from '../../http/long-answers.ts'
import { auditedDownload, type DownloadNeeds } from './audited-download.ts'
import { type ExportFormat, FORMATS, formatOf } from './formats.ts'
import { type Export, openExport } from './open-export.ts'
import type { ExportRequest } from './schema.ts'

/**
 * @throws InvalidValueError
 * @throws TooManyAtOnceError, BusyError
 */
export function serveExport(
  context: DownloadNeeds,
  principal: Principal,
  request: ExportRequest,
  ending: { exports: LongAnswers; unread_ms?: number },
): Promise<Response> {
  const asked = { of: 'metrics', request, permission: 'metrics.read' as const, ...ending }
  return auditedDownload(context, principal, asked, async () => {
    const format = formatOf(request)
    const { type, write } = FORMATS[format]
    const opened = await openExport(context, principal.organization_id, request)
    const { head, total_rows } = opened
    return {
      parts: write(opened),
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${fileName(opened, format)}"`,
        'x-total-rows': `${total_rows}`,
        'x-time-zone': head.time_zone,
        'x-generated-at': head.generated_at,
        'x-metric-version': `${head.metric_version}`,
        'x-partial': `${head.partial}`,
      },
    }
  })
}

function fileName({ organization, head }: Export, format: ExportFormat): string {
  return `almanac-${organization.slug}-${head.from}-${head.to}.${format}`
}
