/** How somebody wants the page to be. What was never said is as it comes. */
import type { Preferences } from './schema.ts'

const USUAL: Preferences = { language: null, theme: null, single_keys: true, views: [] }

/** @param kept What was said; a database of before has none. */
export function preferencesOf(kept: Partial<Preferences> | null): Preferences {
  return { ...USUAL, ...kept }
}
