/**
 * Reads on what a refused request still sends, and lets go of it, before it is answered. Where the
 * connection closes with the answer, Bun closes it at once, and a client that sends all before it
 * listens would see a broken pipe in place of the answer. On a connection that stays Bun reads on by
 * itself.
 *
 * Promises: for a bounded while, of a bounded number of requests.
 */
const BYTES_READ_ON = 32 * 2 ** 20
const READ_ON_MS = 5_000
const MOST_AT_ONCE = 100

let atOnce = 0

/** Without a body. */
const SILENT = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether an answer that comes before the end of the body would cut off who sends it. */
export function isCutOff({ method, headers }: Request): boolean {
  if (SILENT.has(method)) return false
  const connection = headers.get('connection')
  return connection !== null && /\bclose\b/i.test(connection)
}

/** The answer to a request of which nothing was read, once all of it has come. */
export async function afterTheRest(
  request: Request,
  answer: Response | Promise<Response>,
): Promise<Response> {
  const response = await answer
  if (!request.bodyUsed) await readOn(request)
  return response
}

/** @param reader Where reading has begun already. */
export async function readOn(
  request: Request,
  reader?: ReadableStreamDefaultReader<Uint8Array>,
): Promise<void> {
  if (atOnce >= MOST_AT_ONCE || !isCutOff(request)) return
  if (Number(request.headers.get('content-length')) > BYTES_READ_ON) return
  const rest = reader ?? request.body?.getReader()
  if (!rest) return
  atOnce += 1
  const end = setTimeout(() => void rest.cancel().catch(() => {}), READ_ON_MS)
  try {
    let bytes = 0
    while (bytes < BYTES_READ_ON) {
      const { done, value } = await rest.read()
      if (done) break
      bytes += value.length
    }
  } catch {
    // Who has left needs no answer.
  } finally {
    clearTimeout(end)
    atOnce -= 1
  }
}
