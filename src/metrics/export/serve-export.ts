/**
 * An export as a download. What is wrong with the question is an ordinary refusal; what breaks after
 * the first byte ends the transfer without its end, so that nobody takes a part for the whole. So does
 * losing access: however long a download takes, who is suspended or whose key is deleted gets no more.
 */
import { getLogger } from '@logtape/logtape'
import type { Context } from '../../context.ts'
import type { Principal } from '../../modules/auth/principal.ts'
import { whileAllowed } from '../../modules/auth/still-allowed.ts'
import { type ExportFormat, FORMATS, formatOf } from './formats.ts'
import { type Export, openExport } from './open-export.ts'
import type { ExportRequest } from './schema.ts'

const log = getLogger(['almanac', 'export'])

/** @throws InvalidValueError */
export async function serveExport(
  context: Pick<Context, 'db' | 'clock' | 'principals'>,
  principal: Principal,
  request: ExportRequest,
): Promise<Response> {
  const { organization_id } = principal
  const isStillAllowed = context.principals.watch(principal, 'metrics.read')
  const format = formatOf(request)
  const { type, write } = FORMATS[format]
  const opened = await openExport(context, organization_id, request)
  const { head, total_rows } = opened
  const parts = whileAllowed(write(opened), isStillAllowed)
  return new Response(streamOf(parts, organization_id), {
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

/** Makes the next part when the last has gone; a client who leaves ends the reading. */
function streamOf(parts: AsyncGenerator<Uint8Array>, organization_id: string): ReadableStream<Uint8Array> {
  let hasLeft = false
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { value, done } = await parts.next()
          // Who leaves while a part is being made has closed the stream already.
          if (hasLeft) return
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          log.error('An export of {organization_id} stopped: {error}', { organization_id, error })
          controller.error(new Error('The export stopped.'))
        }
      },
      async cancel() {
        hasLeft = true
        await parts.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
