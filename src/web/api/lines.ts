/** The lines of an answer that comes bit by bit (NDJSON), as they come. */
export async function* linesOf<T>(response: Response): AsyncGenerator<T> {
  if (!response.body) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value = '' } = await reader.read()
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    // The route's documentation says what a line is.
    for (const line of lines) if (line.trim()) yield JSON.parse(line) as T
    if (done) break
  }
  if (rest.trim()) yield JSON.parse(rest) as T
}
