/** A collector of OpenTelemetry on this machine, which keeps what it was sent, and answers as it is told. */
import { gunzipSync } from 'node:zlib'

export interface ReceivedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  traceState?: string
  flags: number
  name: string
  kind: number
  /** `startTimeUnixNano` and `endTimeUnixNano`, in nanoseconds. */
  from: bigint
  to: bigint
  attributes: Record<string, string | number | boolean>
  events: string[]
  /** 0: nothing is said. 2: it failed. */
  status: number
}

export interface Received {
  path: string
  headers: Headers
  resource: ReceivedSpan['attributes']
  spans: ReceivedSpan[]
}

export const INTERNAL = 1
export const SERVER = 2
export const CLIENT = 3

type Answering = (request: Request) => Response | Promise<Response>

const TAKEN: Answering = () => Response.json({ partialSuccess: {} })

export function collector() {
  const received: Received[] = []
  const texts: string[] = []
  let answering = TAKEN
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const body = Buffer.from(await request.clone().arrayBuffer())
      const text = (request.headers.get('content-encoding') === 'gzip' ? gunzipSync(body) : body).toString()
      texts.push(text)
      received.push(...read(request, text))
      return answering(request)
    },
  })
  return {
    url: `http://127.0.0.1:${server.port}`,
    /** Each question, in order. */
    received,
    /** All that came, as it stood there. */
    text: () => texts.join('\n'),
    spans: () => received.flatMap(({ spans }) => spans),
    answer: (by: Answering = TAKEN) => {
      answering = by
    },
    forget: () => {
      received.length = 0
      texts.length = 0
    },
    [Symbol.dispose]: () => void server.stop(true),
  }
}

/** @throws Error where it is not what the protocol says. */
function read(request: Request, text: string): Received[] {
  const { resourceSpans } = JSON.parse(text)
  return resourceSpans.map(({ resource, scopeSpans }: any) => ({
    path: new URL(request.url).pathname,
    headers: request.headers,
    resource: attributesOf(resource.attributes),
    spans: scopeSpans.flatMap(({ spans }: any) => spans.map(spanOf)),
  }))
}

function spanOf(span: any): ReceivedSpan {
  for (const [id, form] of [
    [span.traceId, /^(?!0+$)[\da-f]{32}$/],
    [span.spanId, /^(?!0+$)[\da-f]{16}$/],
    [span.parentSpanId ?? 'ab'.repeat(8), /^(?!0+$)[\da-f]{16}$/],
    [span.startTimeUnixNano, /^\d{19}$/],
    [span.endTimeUnixNano, /^\d{19}$/],
  ] as const) {
    if (typeof id !== 'string' || !form.test(id)) throw new Error(`${id} is not ${form}`)
  }
  const { startTimeUnixNano, endTimeUnixNano, attributes, events = [], status = { code: 0 } } = span
  return {
    ...span,
    from: BigInt(startTimeUnixNano),
    to: BigInt(endTimeUnixNano),
    attributes: attributesOf(attributes),
    events: events.map(({ name }: { name: string }) => name),
    status: status.code,
  }
}

function attributesOf(listed: { key: string; value: Record<string, unknown> }[]): ReceivedSpan['attributes'] {
  const entries = listed.map(({ key, value }) => {
    const [[kind, content] = ['', undefined], ...more] = Object.entries(value)
    if (more.length > 0) throw new Error(`two values of ${key}`)
    if (kind === 'intValue' && typeof content === 'string') return [key, Number(content)]
    if (kind === 'stringValue' && typeof content === 'string') return [key, content]
    if (kind === 'boolValue' && typeof content === 'boolean') return [key, content]
    if (kind === 'doubleValue' && typeof content === 'number') return [key, content]
    throw new Error(`${key} is no value of the protocol: ${JSON.stringify(value)}`)
  })
  return Object.fromEntries(entries)
}
