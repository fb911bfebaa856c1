/** Does something at once, and says why where it is refused. */
import { say } from './toasts.tsx'
import { sentenceOf } from './use-form.ts'

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
