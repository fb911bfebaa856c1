import { CutOff } from './client.ts'

interface Line {
  /** Of the last line of what is whole. */
  done: boolean
  /** Why it stopped. */
  error?: object
}

/**
 * The lines of an answer that comes bit by bit (NDJSON), as they come.
 *
 * @throws CutOff when it ends before a line says that all is done, or why it is not.
 */
export async function* linesOf<T extends Line>(response: Response): AsyncGenerator<T> {
  let isWhole = false
  for await (const text of textsOf(response)) {
    if (!text.trim()) continue
    const line = parsed<T>(text)
    isWhole = line.done || line.error !== undefined
    yield line
  }
  if (!isWhole) throw new CutOff('the answer ended before it was whole')
}

async function* textsOf({ body }: Response): AsyncGenerator<string> {
  if (!body) return
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value = '' } = await reader.read().catch((cause: unknown) => {
      throw new CutOff('the answer broke off', { cause })
    })
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (done) break
  }
  yield rest
}

/** Half a line is what is left of an answer that broke off. */
function parsed<T>(text: string): T {
  try {
    // The route's documentation says what a line is.
    return JSON.parse(text) as T
  } catch (cause) {
    throw new CutOff('the answer broke off within a line', { cause })
  }
}
