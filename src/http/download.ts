/** A download: parts that are made as they are taken. */
import { getLogger } from '@logtape/logtape'
import { isForeseen } from '../lib/app-error.ts'
import type { LongAnswers } from './long-answers.ts'

const log = getLogger(['almanac', 'export'])

/** How long a client may take nothing. Connections without a byte are closed later than that. */
export const UNREAD_MS = 60_000

export interface DownloadEnd {
  unread_ms: number
  exports: LongAnswers
  /** See `LongAnswers.begin`. */
  end: () => void
}

/**
 * Makes the next part when the last has gone. A client who leaves ends the reading, and so does one who
 * takes nothing for so long.
 */
export function downloadOf(
  parts: AsyncGenerator<Uint8Array>,
  { organization_id, unread_ms, exports, end }: { organization_id: string } & DownloadEnd,
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
          if (isForeseen(error)) {
            log.info('An export of {organization_id} stopped: {code}', { organization_id, code: error.code })
          } else log.error('An export of {organization_id} stopped: {error}', { organization_id, error })
          controller.error(new Error('The export stopped.'))
          await finish()
        }
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  )
}
