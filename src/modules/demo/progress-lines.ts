/**
 * Long work as an answer that comes line by line: NDJSON, progress about twice a second, and a last
 * line with `done`. The work goes on to its end even where the caller has left.
 */
import { getLogger } from '@logtape/logtape'
import { afterStoringPart } from '../../db/errors.ts'
import { AppError } from '../../lib/app-error.ts'

const log = getLogger(['almanac', 'demo'])
const PROGRESS_MS = 500

/** @throws AppError that is thrown before there is progress: an ordinary refusal. */
export async function progressLines(
  run: (show: (share: number) => void) => Promise<Record<string, unknown>>,
): Promise<Response> {
  const lines = new TransformStream<string, string>()
  const writer = lines.writable.getWriter()
  // Who has left is told nothing; what the work does is not theirs to end.
  const write = (line: object) => void writer.write(`${JSON.stringify(line)}\n`).catch(() => {})
  let shownAt = -Infinity
  let begun = () => {}
  const beginning = new Promise<void>((resolve) => {
    begun = resolve
  })
  let share = 0
  const working = run((now) => {
    share = Math.round(now * 1000) / 1000
    begun()
    if (performance.now() - shownAt < PROGRESS_MS) return
    shownAt = performance.now()
    write({ done: false, share })
  })
  await Promise.race([beginning, working])
  working
    .then((result) => write({ done: true, share: 1, ...result }))
    .catch((error) => {
      log.error('The demo stopped: {error}', { error })
      write({ done: false, share, error: reasonOf(error) })
    })
    .finally(() => void writer.close().catch(() => {}))
  return new Response(lines.readable.pipeThrough(new TextEncoderStream()), {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  })
}

function reasonOf(thrown: unknown): { code: string; detail: string } {
  const error = afterStoringPart(thrown)
  if (error instanceof AppError) return { code: error.code, detail: error.message }
  return { code: 'internal_error', detail: 'It stopped here. Ask again: what is half made is made anew.' }
}
