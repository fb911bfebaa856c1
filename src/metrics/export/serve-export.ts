/**
 * An export as a download. What is wrong with the question is an ordinary refusal; what breaks after
 * the first byte ends the transfer without its end, so that nobody takes a part for the whole.
 */
import { getLogger } from '@logtape/logtape'
import type { Context } from '../../context.ts'
import type { Principal } from '../../modules/auth/principal.ts'
import { type Export, openExport } from './open-export.ts'
import type { ExportRequest } from './schema.ts'
import { writeCsv } from './write-csv.ts'
import { writeJson } from './write-json.ts'
import { writeXlsx } from './write-xlsx.ts'

export type ExportFormat = keyof typeof FORMATS

export const FORMATS = {
  json: { type: 'application/json', write: (opened: Export) => encoded(writeJson(opened)) },
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    write: (opened: Export) => encoded(writeCsv(opened)),
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: writeXlsx,
  },
} satisfies Record<string, { type: string; write: (opened: Export) => AsyncGenerator<Uint8Array> }>

const log = getLogger(['almanac', 'export'])

/** @throws InvalidValueError */
export async function serveExport(
  context: Pick<Context, 'db' | 'clock'>,
  { organization_id }: Principal,
  request: ExportRequest,
): Promise<Response> {
  const format = formatOf(request)
  const { type, write } = FORMATS[format]
  const opened = await openExport(context, organization_id, request)
  const { head, total_rows } = opened
  return new Response(streamOf(write(opened), organization_id), {
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

export function formatOf({ format }: ExportRequest): ExportFormat {
  return format === 'excel' ? 'xlsx' : format
}

function fileName({ organization, head }: Export, format: ExportFormat): string {
  return `almanac-${organization.slug}-${head.from}-${head.to}.${format}`
}

async function* encoded(texts: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}

/** Makes the next part when the last has gone; a client who leaves ends the reading. */
function streamOf(parts: AsyncGenerator<Uint8Array>, organization_id: string): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { value, done } = await parts.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          log.error('An export of {organization_id} stopped: {error}', { organization_id, error })
          controller.error(new Error('The export stopped.'))
        }
      },
      async cancel() {
        await parts.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
