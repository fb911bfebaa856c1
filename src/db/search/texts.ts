/** What the index of texts takes and gives. How it is made is each engine's own: sqlite.ts, postgres.ts. */
import type { Term } from '../../lib/text-search.ts'

/**
 * Moves when texts are cut into other words than before, or the index holds them in another way. Those
 * of organizations that an older version has indexed are indexed anew: see modules/search/upgrade-job.ts.
 */
export const SEARCH_VERSION = 2

/**
 * The kinds of texts, each with the letter that stands before its words in the index, so that kinds have
 * lists of their own. No two have the same, and one that has been in use is not given to another.
 */
export const KIND_CODES = { task: 't', project: 'p', message: 'm' } as const
export type TextKind = keyof typeof KIND_CODES
/** The keys of an object have no narrower type. */
export const TEXT_KINDS = Object.keys(KIND_CODES) as TextKind[]

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
