/** What is said where something could not be done. */
import { CutOff, NotConnected, Refused } from '../api/client.ts'
import { t } from '../texts/texts.ts'

/** @param explain A sentence of ours for a refusal; the server's own where there is none. */
export function sentenceOf(error: Error, explain: (refused: Refused) => string | null = () => null): string {
  if (error instanceof Refused) return explain(error) ?? error.problem.detail
  if (error instanceof CutOff) return t.cutOff
  return error instanceof NotConnected ? t.notConnected : String(error)
}
