/**
 * The body of an answer, so that it leaves together with its headers.
 *
 * What Bun is given later than in the turn of its loop in which the request came (and on Postgres all is), it
 * puts together only where the body is shorter than its buffer. Before a longer one it hands each header to
 * the system in four pieces: some sixty packets, which cost several times what all the rest does
 * (https://github.com/oven-sh/bun/pull/41341). A stream that is written to once, before it is read, goes
 * out as a whole and with its length. It is copied, though, where the client does not read: so only as long
 * as the system takes all of it over.
 */

/** Shorter ones are put together by Bun. */
const LEAST_STREAMED = 15 * 1024
const MOST_STREAMED = 128 * 1024
/** Bytes of UTF-8. */
const MOST_OF_A_CHARACTER = 3

export type AnswerBody = string | Uint8Array<ArrayBuffer>

/** @param method Of the request: to HEAD a stream would have no length. */
export function bodyInOnePiece(method: string, body: AnswerBody): AnswerBody | ReadableStream {
  if (body.length * MOST_OF_A_CHARACTER < LEAST_STREAMED || method === 'HEAD') return body
  const size = Buffer.byteLength(body)
  if (size < LEAST_STREAMED || size > MOST_STREAMED) return body
  // One more than there are: with as many it would begin to send before it has heard the end. Such a source is
  // Bun's, and browsers' types, which the page needs, do not know of it.
  return new ReadableStream(written(body) as unknown as UnderlyingDefaultSource, { highWaterMark: size + 1 })
}

function written(body: AnswerBody): Bun.DirectUnderlyingSource {
  return {
    type: 'direct',
    pull(stream) {
      stream.write(body)
      stream.close()
    },
  }
}
