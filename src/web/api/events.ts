/** Server-Sent Events, as they come: browsers' own reader of them does not say why an answer is refused. */
export interface Event {
  /** Empty of what is no event, such as a beat. */
  name: string
  /** The number to go on from. */
  id: number | null
  data: Record<string, string>
}

export async function* eventsOf({ body }: Response): AsyncGenerator<Event> {
  if (!body) return
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value = '' } = await reader.read()
    if (done) return
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) yield eventIn(block)
  }
}

function eventIn(block: string): Event {
  const fields = new Map(
    block.split('\n').map((line) => {
      const at = line.indexOf(': ')
      return [line.slice(0, at), line.slice(at + 2)]
    }),
  )
  const id = fields.get('id')
  return {
    name: fields.get('event') ?? '',
    id: id ? Number(id) : null,
    data: JSON.parse(fields.get('data') ?? '{}'),
  }
}
