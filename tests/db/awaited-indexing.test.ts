import { expect, test } from 'bun:test'
import { DatabaseBusyError } from '../../src/db/errors.ts'
import { AwaitedIndexing } from '../../src/db/search/awaited-indexing.ts'

test('Where one has waited in vain for texts to be indexed, one try goes on for all who come after', async () => {
  const tries: PromiseWithResolvers<void>[] = []
  const indexing = new AwaitedIndexing(() => {
    const one = Promise.withResolvers<void>()
    tries.push(one)
    return one.promise
  })
  const first = indexing.wait('an organization')
  tries[0]!.reject(new DatabaseBusyError())
  await first
  // They are answered though it has not ended, and others wait by themselves.
  await Promise.all(Array.from({ length: 5 }, () => indexing.wait('an organization')))
  expect(tries).toHaveLength(2)
  const another = indexing.wait('another')
  tries[2]!.resolve()
  await another
  tries[1]!.reject(new DatabaseBusyError())
  await Bun.sleep(1)
  const third = indexing.wait('an organization')
  expect(tries).toHaveLength(4)
  tries[3]!.resolve()
  await third
  // Who comes now waits until it is done, and is told what is wrong with it.
  const last = indexing.wait('an organization')
  tries[4]!.reject(new Error('a mistake'))
  await expect(last).rejects.toThrow('a mistake')
})
