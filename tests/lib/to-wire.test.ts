import { expect, test } from 'bun:test'
import { toWire, type Wire } from '../../src/lib/to-wire.ts'

interface Row {
  id: string
  position: number
  made_at: number
  gone_at: number | null
  tags: string[]
}

test('A row goes out with its instants as texts, and everything else as it is', () => {
  const tags = ['a']
  const wire: Wire<Row> = toWire<Row>({ id: 'a', position: 3, made_at: 0, gone_at: null, tags })
  expect(wire).toEqual({ id: 'a', position: 3, made_at: '1970-01-01T00:00:00.000Z', gone_at: null, tags })
  expect(toWire({ gone_at: 1 }).gone_at).toBe('1970-01-01T00:00:00.001Z')
})

test('The order of its keys, of which tags are made, stays', () => {
  expect(JSON.stringify(toWire({ b_at: 0, a: 1, c_at: null, format: 'x' }))).toBe(
    '{"b_at":"1970-01-01T00:00:00.000Z","a":1,"c_at":null,"format":"x"}',
  )
})
