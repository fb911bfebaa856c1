/** Counts what is much bit by bit, so that nobody waits for it. */
import { nextTurn } from '../next-turn.ts'

/** So many are looked at before others have their turn. */
export const COUNTED_AT_ONCE = 10_000

export interface Step {
  counted: number
  /** The last id that was looked at; `null` where no more are left. */
  until: string | null
}

/** @param step Looks at the next ones after an id, at most as many as above. */
export async function countInSteps(step: (after: string) => Promise<Step>): Promise<number> {
  let sum = 0
  for (let after: string | null = ''; after !== null; await nextTurn()) {
    const { counted, until }: Step = await step(after)
    sum += counted
    after = until
  }
  return sum
}
