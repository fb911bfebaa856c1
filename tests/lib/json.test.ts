import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { InexactNumberError, NotJsonError, parseJson } from '../../src/lib/json.ts'

const KEPT = ['0', '-0', '0.1', '1.50', '1e5', '1E+2', '9007199254740991', '9007199254740994', '1e21']
const MORE_KEPT = [
  '0.30000000000000004',
  '1e308',
  '5e-324',
  '123456789012345.5',
  '100000000000000000000',
  '0e999',
]
for (const written of [...KEPT, ...MORE_KEPT]) {
  test(`${written} is kept`, () => {
    expect(parseJson(`{"a": [1, {"b":${written}}]}`)).toEqual({ a: [1, { b: Number(written) }] })
  })
}

const CHANGED = [
  '9007199254740993',
  '-9007199254740993',
  '1e400',
  '-1e400',
  '1e-400',
  '0.12345678901234567890',
]
const MORE_CHANGED = [
  '3.141592653589793238',
  '123456789012345678901234567890',
  '0.10000000000000001',
  '1.7976931348623159e308',
]
for (const written of [...CHANGED, ...MORE_CHANGED]) {
  test(`${written} is refused where it stands`, () => {
    for (const [text, path] of [
      [`{"order":${written}}`, 'order'],
      [`[{"a":1},{"properties":{"x":"1e400","sizes":[1, ${written}]}}]`, '1.properties.sizes.1'],
      [`{"a":{"b":[1,2]},"c\\"":\n${written}}`, 'c"'],
    ] as const) {
      const thrown = caught(() => parseJson(text))
      expect(thrown).toBeInstanceOf(InexactNumberError)
      expect((thrown as InexactNumberError).path).toBe(path)
    }
  })
}

test('what looks like such a number within a text is none', () => {
  const texts = {
    a: ',1e400',
    b: '[9007199254740993',
    c: '\\',
    d: 'x\\":1e400',
    e: '019aa2c4-3c00-7000-8e00-7e1f00000000',
  }
  expect(parseJson(JSON.stringify(texts))).toEqual(texts)
})

test('whatever we write ourselves can be read again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value))),
    ),
  )
})

const BROKEN: [text: string, says: RegExp][] = [
  ['', /it is empty/],
  ['{"a":', /it ends too early/],
  ['{"a": "x', /it ends too early/],
  ["{'a': 1}", /double quotes/],
  ['{"a": 1,}', /closing bracket/],
]
for (const [text, says] of BROKEN) {
  test(`of ${text} is said what is wrong, in our own words`, () => {
    const thrown = caught(() => parseJson(text))
    expect(thrown).toBeInstanceOf(NotJsonError)
    expect((thrown as Error).message).toMatch(says)
  })
}

function caught(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}
