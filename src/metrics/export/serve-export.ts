/**
 * An export as a download. What is wrong with the question is an ordinary refusal; what breaks after
 * the first byte ends the transfer without its end, so that nobody takes a part for the whole. So does
 * losing access: however long a download takes, who is suspended or whose key is deleted gets no more.
 */
import { getLogger } from '@logtape/logtape'
import type { Principal } from '../../access/principal.ts'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import type { LongAnswers } from '../../http/long-answers.ts'
import { whileAllowed } from '../../modules/auth/still-allowed.ts'
import { type ExportFormat, FORMATS, formatOf } from './formats.ts'
import { type Export, openExport } from './open-export.ts'
import type { ExportRequest } from './schema.ts'

const log = getLogger(['almanac', 'export'])

/** How long a client may take nothing. Connections without a byte are closed later than that. */
const UNREAD_MS = 60_000

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

interface Ending {
  unread_ms: number
  exports: LongAnswers
  end: () => void
}

async function download(
  context: Pick<Base, 'db' | 'clock'> & { principals: Principals },
  principal: Principal,
  request: ExportRequest,
  ending: Ending,
): Promise<Response> {
  const { organization_id } = principal
  const isStillAllowed = context.principals.watch(principal, 'metrics.read')
  const format = formatOf(request)
  const { type, write } = FORMATS[format]
  const opened = await openExport(context, organization_id, request)
  const { head, total_rows } = opened
  const parts = whileAllowed(write(opened), isStillAllowed)
  return new Response(streamOf(parts, { organization_id, ...ending }), {
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

/**
 * Makes the next part when the last has gone. A client who leaves ends the reading, and so does one who
 * takes nothing for so long.
 */
function streamOf(
  parts: AsyncGenerator<Uint8Array>,
  { organization_id, unread_ms, exports, end }: { organization_id: string } & Ending,
): ReadableStream<Uint8Array> {
  let hasEnded = false
  let timer: Timer | undefined
  const finish = async () => {
    hasEnded = true
    clearTimeout(timer)
    end()
    await parts.return(undefined)
  }
  const wait = (controller: ReadableStreamDefaultController) => {
    timer = setTimeout(() => {
      controller.error(new Error('Nobody takes the export.'))
      void finish()
    }, unread_ms)
  }
  return new ReadableStream(
    {
      start: wait,
      async pull(controller) {
        clearTimeout(timer)
        try {
          using _turn = await exports.turns.next()
          const { value, done } = await parts.next()
          // Who leaves while a part is being made has closed the stream already.
          if (hasEnded) return
          if (done) {
            controller.close()
            return await finish()
          }
          controller.enqueue(value)
          exports.garbage.made(value.length)
          wait(controller)
        } catch (error) {
          log.error('An export of {organization_id} stopped: {error}', { organization_id, error })
          controller.error(new Error('The export stopped.'))
          await finish()
        }
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  )
}
