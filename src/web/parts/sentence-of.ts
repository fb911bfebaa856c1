/** What is said where something could not be done. */
import { CutOff, NotConnected, Refused } from '../api/client.ts'
import { t } from '../texts/texts.ts'

/** @param explain A sentence of ours for a refusal; the server's own where there is none. */
export function sentenceOf(error: Error, explain: (refused: Refused) => string | null = () => null): string {
  if (error instanceof Refused) return explain(error) ?? error.problem.detail
  if (error instanceof CutOff) return t.cutOff
  return error instanceof NotConnected ? t.notConnected : String(error)
}

/**
 * Why a search came to nothing, where that is to be said: half of one, such as one open quote, finds nothing
 * and is no mistake, and what was given up is nobody's any more.
 */
export function whySearchFailed(error: Error, signal: AbortSignal): string | null {
  const isHalf = error instanceof Refused && error.status === 422
  return isHalf || signal.aborted ? null : sentenceOf(error)
}
