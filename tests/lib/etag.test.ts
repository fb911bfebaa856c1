import { expect, test } from 'bun:test'
import { assertUnchanged, ChangedMeanwhileError, etagOf } from '../../src/lib/etag.ts'

const THING = { name: 'Bluebird' }
const tag = etagOf(THING)

test('equal content has an equal tag, other content another', () => {
  expect(etagOf({ name: 'Bluebird' })).toBe(tag)
  expect(etagOf({ name: 'Blackbird' })).not.toBe(tag)
  expect(tag).toMatch(/^"[0-9a-z]+"$/)
})

// nginx with gzip makes a tag weak, Apache and Caddy add how the answer was packed: the version is the same.
const PACKED = [`W/${tag}`, `W/"other", W/${tag}`, tag.replace(/"$/, '-gzip"'), tag.replace(/"$/, '-br"')]

test.each([null, '*', ' * ', tag, `"other", ${tag}`, `${tag},"other"`, ...PACKED])(
  'If-Match: %p passes',
  (condition) => {
    expect(() => assertUnchanged(condition, THING)).not.toThrow()
  },
)

test.each(['', '"other"', 'W/"other"', 'W/*', '"other-gzip"', tag.slice(1, -1), '"a", "b"'])(
  'If-Match: %p is refused',
  (condition) => {
    expect(() => assertUnchanged(condition, THING)).toThrow(ChangedMeanwhileError)
  },
)

// Many clients read the tag of a JSON field or strip the quotes: nothing was changed by anybody.
test.each([tag.slice(1, -1), 'garbage', ''])('If-Match: %p is said to be no tag', (condition) => {
  expect(() => assertUnchanged(condition, THING)).toThrow(/^If-Match holds no ETag: its quotes belong to it/)
})
