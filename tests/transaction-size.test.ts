import { expect, test } from 'bun:test'
import { TransactionSize } from '../src/modules/events/transaction-size.ts'

test('Transactions of long work take as many rows as fit into their time', () => {
  const size = new TransactionSize(30)
  const sizes = [1, 10, 40, 30, 300, 1_000].map((ms) => {
    size.took(ms, size.rows)
    return size.rows
  })
  expect(sizes).toEqual([1_000, 2_000, 1_500, 1_500, 750, 500])
  for (let i = 0; i < 20; i += 1) size.took(0, size.rows)
  expect(size.rows).toBe(4_000)
  const larger = new TransactionSize(30, 8_000)
  for (let i = 0; i < 20; i += 1) larger.took(1, larger.rows)
  expect(larger.rows).toBe(8_000)
})
