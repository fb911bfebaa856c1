import { describe, expect, test } from 'bun:test'
import { keyFor } from '../src/config/secret.ts'
import { Cursors, InvalidCursorError, type ListName } from '../src/lib/paging/cursors.ts'

const cursors = new Cursors(keyFor('cursor', 'a secret of thirty-two characters!'))
const MEMBERS: ListName = { organization_id: 'ada', list: 'members', sort: '-created_at' }

describe('A cursor', () => {
  test('is read as it was made', () => {
    for (const position of [[1_700_000_000_000, 'id'], ['Ünïcödé 🙂', 'id'], [null, 'id'], [], [0.1, -1]]) {
      expect(cursors.read(MEMBERS, cursors.sign(MEMBERS, position))).toEqual(position)
    }
  })

  const OTHERS: [what: string, list: ListName][] = [
    ['of another organization', { ...MEMBERS, organization_id: 'grace' }],
    ['of another list', { ...MEMBERS, list: 'invitations' }],
    ['of another order', { ...MEMBERS, sort: 'created_at' }],
    ['whose name runs into the order', { ...MEMBERS, list: 'members","-created_at', sort: '' }],
  ]
  for (const [what, other] of OTHERS) {
    test(`${what} is refused`, () => {
      const cursor = cursors.sign(other, [1, 'x'])
      expect(() => cursors.read(MEMBERS, cursor)).toThrow(InvalidCursorError)
    })
  }

  test('of another secret is refused', () => {
    const other = new Cursors(keyFor('cursor', 'another secret of that same length'))
    expect(() => cursors.read(MEMBERS, other.sign(MEMBERS, [1, 'x']))).toThrow(InvalidCursorError)
  })

  test('with any one character changed is refused', () => {
    const cursor = cursors.sign(MEMBERS, [1_700_000_000_000, '01a1fbad-d0a2-73de-9b6d-334c9981c028'])
    for (let at = 0; at < cursor.length; at += 1) {
      const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1)
      expect(() => cursors.read(MEMBERS, changed)).toThrow(InvalidCursorError)
    }
  })

  for (const text of [
    '',
    'a',
    'null',
    '[]',
    '%00',
    '\0',
    '=',
    'A'.repeat(22),
    'A'.repeat(100_000),
    '🙂',
    ' ',
  ]) {
    test(`such as ${JSON.stringify(text.slice(0, 30))} is refused, and the field is named`, () => {
      try {
        cursors.read(MEMBERS, text)
        expect.unreachable()
      } catch (error) {
        expect(error).toMatchObject({ status: 422, code: 'invalid_cursor' })
        expect((error as InvalidCursorError).details?.fields).toHaveProperty('cursor')
      }
    })
  }

  test('has one text: with padding, or in the other alphabet, it is refused', () => {
    const cursor = cursors.sign(MEMBERS, [1, '🙂🙂🙂'])
    expect(() => cursors.read(MEMBERS, `${cursor}=`)).toThrow(InvalidCursorError)
    expect(() => cursors.read(MEMBERS, `${cursor} `)).toThrow(InvalidCursorError)
  })
})

describe('A page', () => {
  const rows = Array.from({ length: 4 }, (_, i) => ({ id: `${i}` }))
  const pageOf = (count: number, limit: number) =>
    cursors.page(MEMBERS, rows.slice(0, count), limit, ({ id }) => [id])

  test('with more rows than its limit ends with where the next begins', () => {
    const page = pageOf(4, 3)
    expect(page.items).toHaveLength(3)
    expect(cursors.read(MEMBERS, page.next_cursor ?? '')).toEqual(['2'])
  })

  test('with as many rows as its limit, or none, is the last', () => {
    expect(pageOf(3, 3)).toEqual({ items: rows.slice(0, 3), next_cursor: null })
    expect(pageOf(0, 3)).toEqual({ items: [], next_cursor: null })
  })
})
