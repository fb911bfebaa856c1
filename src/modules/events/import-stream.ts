/** An import over HTTP: the body streams in, progress streams out. */
import { getLogger } from '@logtape/logtape'
import { AppError } from '../../lib/app-error.ts'
import type { ImportReport } from './import-events.ts'

const PROGRESS_MS = 500
const log = getLogger(['almanac', 'import'])

export class UnsupportedEncodingError extends AppError {
  constructor(encoding: string) {
    super(
      415,
      'unsupported_encoding',
      `Send the body plain or with Content-Encoding: gzip, not "${encoding}".`,
    )
  }
}

export class MissingBodyError extends AppError {
  constructor() {
    super(400, 'missing_body', 'Send the history as the body of the request.')
  }
}

export class BrokenBodyError extends AppError {
  constructor(cause: unknown) {
    super(
      400,
      'malformed_body',
      'The body ended early or is not what its encoding says. Send it again.',
      undefined,
      cause,
    )
  }
}

/**
 * The body's bytes, unpacked where it says that it is packed. Reading them throws `BrokenBodyError`
 * where they end early or cannot be unpacked.
 *
 * @throws UnsupportedEncodingError
 * @throws MissingBodyError
 */
export function historyOf(request: Request): AsyncIterable<Uint8Array> {
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') throw new UnsupportedEncodingError(encoding)
  if (!request.body) throw new MissingBodyError()
  if (encoding === 'identity') return whole(request.body)
  // The two libraries of types disagree on the buffers behind the bytes.
  return whole(request.body.pipeThrough(new DecompressionStream('gzip') as never))
}

async function* whole(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch (cause) {
    throw new BrokenBodyError(cause)
  }
}

/**
 * NDJSON: a progress line about twice a second, and a last line with `done`. The status is sent
 * with the first line, so a fault in the middle is told by the last one: `done` is false then, and
 * what was counted until there is kept.
 */
export async function progressResponse(reports: AsyncGenerator<ImportReport>): Promise<Response> {
  // What is wrong with the header of the file should be a proper refusal: wait for the first report.
  const first = await reports.next()
  const lines = async function* () {
    let last: ImportReport | undefined = first.value ?? undefined
    let toldAt = -Infinity
    try {
      for (let next = first; !next.done; next = await reports.next()) {
        last = next.value
        if (performance.now() - toldAt < PROGRESS_MS) continue
        toldAt = performance.now()
        const { errors: _, ...progress } = last
        yield `${JSON.stringify({ done: false, ...progress })}\n`
      }
      yield `${JSON.stringify({ done: true, ...last })}\n`
    } catch (error) {
      log.error('An import stopped: {error}', { error })
      yield `${JSON.stringify({ done: false, ...last, error: reasonOf(error) })}\n`
    } finally {
      // A caller who has left stops here, in the middle: the body is read no further.
      await reports.return(undefined)
    }
  }
  return new Response(streamOf(lines()), { headers: { 'content-type': 'application/x-ndjson' } })
}

/** Asks for the next line when the last has gone; a caller who leaves ends the import. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}

function reasonOf(error: unknown): { code: string; detail: string } {
  if (error instanceof AppError) return { code: error.code, detail: error.message }
  return {
    code: 'internal_error',
    detail: 'The import stopped here. Send the file again: nothing is counted twice.',
  }
}
