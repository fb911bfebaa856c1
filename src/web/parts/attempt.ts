/** Does something at once, and says why where it is refused. */

import { sentenceOf } from './sentence-of.ts'
import { say } from './toasts.tsx'

/** @returns Whether it was done. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    say(sentenceOf(error instanceof Error ? error : new Error(String(error))))
    return false
  }
}
