import { expect, test } from 'bun:test'
import { randomHex } from '../../src/lib/tracing/span.ts'
import { traceParentOf } from '../../src/lib/tracing/trace-context.ts'
import { samplerOf } from '../../src/operations/tracing/sampler.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'

const parentOf = (traceparent: string, tracestate?: string) =>
  traceParentOf(new Headers({ traceparent, ...(tracestate !== undefined && { tracestate }) }))

test('A trace parent is read as W3C writes it', () => {
  const read = { trace_id: TRACE, span_id: SPAN, trace_state: '' }
  expect(parentOf(`00-${TRACE}-${SPAN}-01`)).toEqual({ ...read, is_sampled: true })
  expect(parentOf(`00-${TRACE}-${SPAN}-00`)).toEqual({ ...read, is_sampled: false })
  // Flags that are still to be invented, and later versions that say more.
  expect(parentOf(`00-${TRACE}-${SPAN}-ff`)?.is_sampled).toBe(true)
  expect(parentOf(`00-${TRACE}-${SPAN}-fe`)?.is_sampled).toBe(false)
  expect(parentOf(`cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`)).toEqual({
    ...read,
    is_sampled: true,
  })
  expect(traceParentOf(new Headers())).toBeNull()
})

const MALFORMED = [
  '',
  'x',
  `00-${TRACE}-${SPAN}`,
  `00-${TRACE}-${SPAN}-1`,
  `00-${TRACE}-${SPAN}-01-more`,
  `00-${TRACE}-${SPAN}-01-`,
  `ff-${TRACE}-${SPAN}-01`,
  `cc-${TRACE}-${SPAN}-01.what`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-0x`,
  `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
]
for (const given of MALFORMED) {
  test(`"${given}" is no trace parent`, () => expect(parentOf(given)).toBeNull())
}

test('A trace state goes on where it is well-formed, and else is none', () => {
  const stateOf = (state: string) => parentOf(`00-${TRACE}-${SPAN}-01`, state)?.trace_state
  expect(stateOf('a=1, tenant@b_-*/9=x y!,,c= d')).toBe('a=1,tenant@b_-*/9=x y!,c= d')
  for (const not of ['a', 'a=', 'A=1', 'a=b=c', 'a=ü', 'a=1\tb', `a=${'x'.repeat(257)}`, 'x'.repeat(513)]) {
    expect(stateOf(not)).toBe('')
  }
  expect(stateOf(Array.from({ length: 33 }, (_, i) => `a${i}=1`).join(','))).toBe('')
})

test('A share of traces is recorded, the same ones in every process', () => {
  const quarter = samplerOf('traceidratio', 0.25)
  const ids = Array.from({ length: 20_000 }, () => randomHex(16))
  const sampled = ids.filter((id) => quarter(null, id))
  expect(sampled.length).toBeWithin(4_600, 5_400)
  // Who records more of them records these, too.
  expect(sampled.every((id) => samplerOf('traceidratio', 0.5)(null, id))).toBe(true)
  expect(ids.some((id) => samplerOf('traceidratio', 0)(null, id))).toBe(false)
  expect(ids.every((id) => samplerOf('traceidratio', 1)(null, id))).toBe(true)
})
