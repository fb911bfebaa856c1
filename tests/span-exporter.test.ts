/** How spans reach a collector that is busy, slow or away: bounded, and with nothing lost in silence. */
import { expect, test } from 'bun:test'
import { Span } from '../src/lib/tracing/span.ts'
import { Collector } from '../src/operations/tracing/collector.ts'
import { asOtlp } from '../src/operations/tracing/otlp.ts'
import { LOSSES, MOST_WAITING, SpanExporter } from '../src/operations/tracing/span-exporter.ts'
import { collector } from './collector.ts'
import { loggedSince, loggedSoFar } from './log-lines.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'

test('A batch is sent when it is full, or when it has waited', async () => {
  using told = collector()
  await using exporter = exporterTo(told.url, 1)
  addAll(exporter, spans(512))
  await until(() => exporter.sent === 512)
  expect(told.received.length).toBe(1)
  addAll(exporter, spans(3))
  await until(() => exporter.sent === 515)
  expect(told.received.map(({ spans }) => spans.length)).toEqual([512, 3])
  expect(exporter.waiting).toBe(0)
})

test('A collector that is busy is asked again, as it says, and takes each span once', async () => {
  using told = collector()
  await using exporter = exporterTo(told.url)
  const busy = [429, 502, 503, 504]
  told.answer(() => {
    const status = busy.shift()
    return status === undefined
      ? Response.json({})
      : new Response('', { status, headers: { 'retry-after': '0' } })
  })
  addAll(exporter, spans(1))
  await exporter.flush()
  expect([told.received.length, exporter.sent, lostOf(exporter)]).toEqual([5, 1, 0])
})

test('What is refused is not sent again, what is rejected in part counts in part', async () => {
  using told = collector()
  await using exporter = exporterTo(told.url)
  for (const status of [400, 401, 404, 500]) {
    told.answer(() => new Response('', { status }))
    addAll(exporter, spans(1))
    await exporter.flush()
  }
  told.answer(() => Response.json({ partialSuccess: { rejectedSpans: '2', errorMessage: 'too\nold' } }))
  addAll(exporter, spans(5))
  await exporter.flush()
  expect(told.received.length).toBe(5)
  expect([exporter.sent, exporter.lost.refused]).toEqual([3, 6])
})

test('While the collector hangs the newest spans wait, and the oldest are counted as lost, in one line', async () => {
  using told = collector()
  told.answer(() => Promise.withResolvers<Response>().promise)
  const mark = loggedSoFar()
  const exporter = exporterTo(told.url)
  const many = spans(3 * MOST_WAITING)
  let most = 0
  for (const span of many) {
    exporter.add(span)
    most = Math.max(most, exporter.waiting)
  }
  expect(most).toBe(MOST_WAITING)
  expect(exporter.lost.queue_full).toBeGreaterThan(MOST_WAITING)
  expect(loggedSince(mark).match(/"logger":"almanac.tracing"/g)?.length).toBe(1)
  await exporter[Symbol.asyncDispose]()
  expect([exporter.waiting, exporter.sent, lostOf(exporter)]).toEqual([0, 0, many.length])
  expect(loggedSince(mark)).toContain('they were not taken before the end')
  expect(loggedSince(mark).match(/"logger":"almanac.tracing"/g)?.length).toBe(2)
})

test('Whatever length the answer has, no more than its beginning is read', async () => {
  using told = collector()
  await using exporter = exporterTo(told.url)
  let pulled = 0
  told.answer(
    () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled += 1
            controller.enqueue(new Uint8Array(16 * 1024).fill(32))
          },
        }),
      ),
  )
  addAll(exporter, spans(1))
  await exporter.flush()
  expect(exporter.sent + exporter.lost.refused).toBe(1)
  expect(pulled).toBeGreaterThan(1)
})

test('At the end what waits is sent', async () => {
  using told = collector()
  const exporter = exporterTo(told.url)
  addAll(exporter, spans(700))
  await exporter[Symbol.asyncDispose]()
  expect([exporter.sent, told.spans().length, lostOf(exporter)]).toEqual([700, 700, 0])
  addAll(exporter, spans(1))
  expect(exporter.lost.stopped).toBe(1)
})

test('A trace has a thousand spans at most, and says how many were left out', () => {
  const [first] = spans(1) as [Span]
  const made = Array.from({ length: 1_500 }, () => first.child('one', 'client'))
  expect(made.filter((span) => span !== undefined).length).toBe(999)
  expect(first.trace.spans_left_out).toBe(501)
})

/** Of one trace each. */
function spans(count: number): Span[] {
  return Array.from({ length: count }, () => {
    const trace = { trace_id: TRACE, trace_state: '', is_sampled: true, epoch_ms: Date.now() }
    const span = new Span(
      { ...trace, ended: () => {}, spans: 1, spans_left_out: 0 },
      ...([null, false, 'a request', 'server'] as const),
    )
    span.end()
    return span
  })
}

function exporterTo(url: string, delay_ms?: number): SpanExporter {
  const to = new Collector({ url: `${url}/v1/traces`, headers: {}, timeout_ms: 10_000, is_packed: true })
  return new SpanExporter(to, (some) => asOtlp(some, {}, { name: 'a test', version: '1' }), delay_ms)
}

function addAll(exporter: SpanExporter, some: Span[]): void {
  for (const span of some) exporter.add(span)
}

function lostOf({ lost }: SpanExporter): number {
  return LOSSES.reduce((sum, loss) => sum + lost[loss], 0)
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await Bun.sleep(1)
}
