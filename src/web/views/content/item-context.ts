/** The text that is looked at, for the parts of its view that come when they are needed. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Content } from '../../../../docs/api-types.ts'
import type { Draft } from '../../parts/use-draft.ts'

export const ItemContext = createContext<Draft<Content> | null>(null)

/** @throws Error outside of a text's view */
export function useItem(): { draft: Draft<Content>; saved: Content; item: Content } {
  const draft = useContext(ItemContext)
  if (!draft?.saved || !draft.value) throw new Error('a part of a text is shown outside of it')
  return { draft, saved: draft.saved, item: draft.value }
}
