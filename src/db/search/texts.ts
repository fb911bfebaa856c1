/** What the index of texts takes and gives. How it is made is each engine's own: sqlite.ts, postgres.ts. */
import type { Term } from '../../lib/text-search.ts'

/**
 * Moves when texts are cut into other words than before, or the index holds them in another way. Those
 * of organizations that an older version has indexed are indexed anew: see modules/search/upgrade-job.ts.
 */
export const SEARCH_VERSION = 2

/** Texts of a kind, as the index tells them from others. */
export interface TextKind {
  readonly kind: string
  /**
   * Stands before its words in the index, so that kinds have lists of their own. No two have the same, and
   * one that has been in use is not given to another.
   */
  readonly code: string
}

/** Where the texts of a kind are: columns of a table. */
export interface TextSource extends TextKind {
  readonly table: string
  /** `null` where they have none. */
  readonly title: string | null
  readonly body: string
  /** What a text hangs on, such as the conversation of a message; `null` for nothing. */
  readonly parent: string | null
}

export interface TextKey {
  kind: string
  id: string
  parent_id: string | null
}

/** A text cut into its words: see lib/words.ts. */
export interface TextToIndex extends TextKey, TextKind {
  kind: string
  title: string[]
  body: string[]
}

export interface FoundText extends TextKey {
  /** Its place in the index: a text that came later has a higher one. Of the instance, and not to be shown. */
  number: number
}

/** Looks among a few texts that are known. */
export interface TextsAmong extends Pick<TextLookup, 'terms' | 'from' | 'below'> {
  kind: TextKind
  ids: readonly string[]
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
