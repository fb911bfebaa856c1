/** Lists by pages. Older pages were once kept as they had come: nothing new in them, and gaps before them. */
import { expect, test } from 'bun:test'
import { goneOn, pagesOf } from '../../src/web/state/pages.ts'

const LAST = 10

/** Newest first, three on a page, as far as they were read. */
function server(newest: number, isRead: (cursor: string | null) => boolean = () => true) {
  return (cursor: string | null) => {
    if (!isRead(cursor)) return { value: undefined, error: undefined }
    const from = cursor === null ? newest : Number(cursor) - 1
    const items = [from, from - 1, from - 2].filter((n) => n >= LAST).map((n) => ({ id: `${n}` }))
    const next_cursor = from - 2 > LAST ? `${from - 2}` : null
    return { value: { items, next_cursor }, error: undefined }
  }
}

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => Number(id))

test('each page goes on where the one before it ends, and none follows the last', () => {
  expect(pagesOf(1, server(16))).toMatchObject({ next_cursor: '14', isWhole: true })
  const { items, next_cursor, isWhole } = pagesOf(5, server(16))
  expect(idsOf(items)).toEqual([16, 15, 14, 13, 12, 11, 10])
  expect({ next_cursor, isWhole }).toEqual({ next_cursor: null, isWhole: true })
})

test('what a new one pushes off the first page stays while the second is read again', () => {
  const before = pagesOf(2, server(16)).items
  const moved = pagesOf(
    2,
    server(17, (cursor) => cursor === null),
  )
  expect(moved).toMatchObject({ next_cursor: '15', isWhole: false })
  expect(idsOf(goneOn(moved, before))).toEqual([17, 16, 15, 14, 13, 12, 11])
  expect(idsOf(goneOn(pagesOf(2, server(17)), before))).toEqual([17, 16, 15, 14, 13, 12])
})

test('nothing of before is put behind what it does not follow', () => {
  const before = pagesOf(2, server(16)).items
  const other = pagesOf(
    2,
    server(40, (cursor) => cursor === null),
  )
  expect(idsOf(goneOn(other, before))).toEqual([40, 39, 38])
})
