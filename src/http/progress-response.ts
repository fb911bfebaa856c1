/** The answer to long work: its progress, as it goes on. */
import { getLogger } from '@logtape/logtape'
import { afterStoringPart } from '../db/errors.ts'
import { currentOrigin, withOrigin } from '../db/origin.ts'
import { AppError, isForeseen } from '../lib/app-error.ts'

const PROGRESS_MS = 500
const log = getLogger(['almanac', 'progress'])

/**
 * NDJSON: a progress line about twice a second, and a last line with `done`. The status is sent
 * with the first line, so a fault in the middle is told by the last one: `done` is false then, and
 * what was counted until there is kept.
 *
 * @param stopped What to do when it stops for a reason of ours.
 */
export async function progressResponse<Report extends object>(
  reports: AsyncGenerator<Report>,
  stopped: string,
): Promise<Response> {
  // What is wrong from the beginning should be a proper refusal: wait for the first report.
  const first = await reports.next()
  const lines = async function* () {
    let last: Report | undefined = first.value ?? undefined
    let toldAt = -Infinity
    try {
      for (let next = first; !next.done; next = await reports.next()) {
        last = next.value
        if (performance.now() - toldAt < PROGRESS_MS) continue
        toldAt = performance.now()
        const { errors: _, ...progress } = last as Report & { errors?: unknown }
        yield `${JSON.stringify({ done: false, ...progress })}\n`
      }
      yield `${JSON.stringify({ done: true, ...last })}\n`
    } catch (error) {
      if (isForeseen(error)) log.info('Long work stopped: {code}', { code: error.code })
      else log.error('Long work stopped: {error}', { error })
      yield `${JSON.stringify({ done: false, ...last, error: reasonOf(error, stopped) })}\n`
    } finally {
      // A caller who has left stops here, in the middle: nothing more is read or done.
      await reports.return(undefined)
    }
  }
  return new Response(streamOf(lines()), { headers: { 'content-type': 'application/x-ndjson' } })
}

/** Asks for the next line when the last has gone; a caller who leaves ends the work. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  // Whoever pulls does so in a context of their own, and what is written meanwhile is the caller's.
  const origin = currentOrigin()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await withOrigin(origin, () => lines.next())
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await withOrigin(origin, () => lines.return(undefined))
    },
  })
}

function reasonOf(thrown: unknown, stopped: string): { code: string; detail: string } {
  // The first report was of something that is stored.
  const error = afterStoringPart(thrown)
  if (error instanceof AppError) return { code: error.code, detail: error.message }
  return { code: 'internal_error', detail: stopped }
}
