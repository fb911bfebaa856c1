/** What the index of texts takes and gives. How it is made is each engine's own: sqlite.ts, postgres.ts. */
import type { Term } from '../../lib/text-search.ts'

export const TEXT_KINDS = ['task', 'project', 'message'] as const
export type TextKind = (typeof TEXT_KINDS)[number]

export interface TextKey {
  kind: TextKind
  id: string
  /** Of a message. */
  conversation_id: string | null
}

/** A text cut into its words: see lib/words.ts. */
export interface TextToIndex extends TextKey {
  title: string[]
  body: string[]
}

export interface FoundText extends TextKey {
  /** Its place in the index: a text that came later has a higher one. Of the instance, and not to be shown. */
  number: number
}

export interface TextLookup {
  kinds: readonly TextKind[]
  /** All of them. */
  terms: readonly Term[]
  /** Only places from here on, and below. */
  from: number
  below: number
  limit: number
}

/** Stands before each word in the index, so that kinds have lists of their own. */
export function kindLetter(kind: TextKind): string {
  return kind.charAt(0)
}
