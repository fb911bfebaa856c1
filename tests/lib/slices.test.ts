import { describe, expect, test } from 'bun:test'
import { inSlices } from '../../src/lib/slices.ts'

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i % 251)

describe('A stream in slices', () => {
  test.each([1, 7, 250, 333, 999, 1000, 5000])('has the same bytes, at most %d at once', async (most) => {
    for (const chunk of [1, 250, 1000]) {
      const slices = await Array.fromAsync(inSlices(inChunks(chunk), most), (slice) => slice.slice())
      expect(Buffer.concat(slices)).toEqual(Buffer.from(BYTES))
      expect(Math.max(...slices.map(({ length }) => length))).toBe(Math.min(most, chunk))
    }
  })

  test('lets others have their turn between two slices of a chunk', async () => {
    let turns = 0
    const turn = () => {
      turns += 1
      waiting = setImmediate(turn)
    }
    let waiting = setImmediate(turn)
    const turnsAt: number[] = []
    for await (const _ of inSlices(inChunks(1000), 100)) turnsAt.push(turns)
    clearImmediate(waiting)
    expect(turnsAt).toHaveLength(10)
    expect(new Set(turnsAt).size).toBe(10)
  })
})

async function* inChunks(size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < BYTES.length; from += size) yield BYTES.slice(from, from + size)
}
