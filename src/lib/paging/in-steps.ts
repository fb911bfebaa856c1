/** Goes through what is much bit by bit, so that nobody waits for it. */
import { nextTurn } from '../next-turn.ts'

/** So many are looked at before others have their turn. */
export const LOOKED_AT_ONCE = 10_000

export interface Step<T> {
  found: T
  /** The last id that was looked at; `null` where no more are left. */
  until: string | null
}

/** Looks at the next ones after an id, at most so many. */
type TakeStep<T> = (after: string, most: number) => Promise<Step<T>>

/** @returns What each step has found. */
export async function inSteps<T>(step: TakeStep<T>, most = LOOKED_AT_ONCE): Promise<T[]> {
  const all: T[] = []
  for (let after: string | null = ''; after !== null; await nextTurn()) {
    const { found, until }: Step<T> = await step(after, most)
    all.push(found)
    after = until
  }
  return all
}

/** Of a step at whose end there may be enough. */
const LEAST = 500

/** @param enough It stops counting where there are more: the last step looks at little more than it takes. */
export async function countInSteps(
  step: TakeStep<number>,
  most = LOOKED_AT_ONCE,
  enough = Number.POSITIVE_INFINITY,
): Promise<number> {
  let count = 0
  for (let after: string | null = ''; after !== null && count <= enough; await nextTurn()) {
    const left = enough - count + 1
    const { found, until }: Step<number> = await step(after, Math.min(most, Math.max(LEAST, 2 * left)))
    count += found
    after = until
  }
  return count
}
