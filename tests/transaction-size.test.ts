import { expect, test } from 'bun:test'
import { TransactionSize } from '../src/modules/events/transaction-size.ts'

test('Transactions of long work grow while they are done soon, and shrink where they take long', () => {
  const size = new TransactionSize(250)
  const sizes = [1, 1, 10, 100, 100, 100].map((ms) => {
    size.took(ms)
    return size.rows
  })
  expect(sizes).toEqual([500, 1_000, 1_000, 500, 250, 250])
  for (let i = 0; i < 20; i += 1) size.took(1)
  expect(size.rows).toBe(1_000)
})
