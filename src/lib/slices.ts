import { nextTurn } from './next-turn.ts'

/**
 * The bytes of a stream in slices of at most `most`, each in a turn of the event loop: a body comes in chunks as
 * large as whoever sends it is quick, and to read all of one would hold the loop for as long as that takes.
 */
export async function* inSlices(stream: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    yield chunk.subarray(0, most)
    for (let from = most; from < chunk.length; from += most) {
      await nextTurn()
      yield chunk.subarray(from, from + most)
    }
  }
}
