/**
 * Finds texts, the best of a window first: see windows.ts. How well something fits rests on its own
 * text alone, so that no order tells of what is not seen.
 */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { completeness, DEFAULT_LIMIT } from '../../http/page.ts'
import { excerpt, highlight, parseTextSearch, scoreOf, type TextSearch } from '../../lib/text-search.ts'
import { yieldingEvery } from '../../lib/yielding.ts'
import { readAsker } from '../../resources/visible.ts'
import { LENGTH_INDEXED } from './index-texts.ts'
import { type Found, type FoundItem, refsOnWire, type SearchQuery } from './schema.ts'
import type { TextKinds } from './text-kinds.ts'
import { listVisible, type VisibleText } from './visible-texts.ts'
import { type Looking, positionBelow, positionWithin, type Rank, readWindow } from './windows.ts'

/** How much of a text has a say in its rank. */
const LENGTH_RANKED = 2_000

type Ranked = VisibleText & Rank

/** @throws InvalidCursorError */
export async function searchTexts(
  { db, cursors, texts }: Pick<Base, 'db' | 'cursors'> & { texts: TextKinds },
  principal: Principal,
  { q: typed, kind, limit = DEFAULT_LIMIT, cursor }: SearchQuery,
): Promise<Found> {
  const search = parseTextSearch(typed)
  if (!search) return { items: [], next_cursor: null }
  const { organization_id } = principal
  const list = { organization_id, list: `search ${JSON.stringify([typed, kind])}`, sort: '-score' }
  const position = cursor === undefined ? null : cursors.read(list, cursor)
  const here = db.for(organization_id)
  const kinds = texts.named(kind)
  const looking = { here, principal, texts, kinds, terms: search.terms, length: LENGTH_RANKED }
  const window = await readWindow(looking, position)
  const rest = rank(search, window.texts).filter(({ score, number }) => {
    return window.after === null || better(window.after, { score, number }) < 0
  })
  const page = rest.slice(0, limit)
  const last = rest.length > limit ? page.at(-1) : undefined
  const next = last ? positionWithin(window, last) : positionBelow(window)
  const items: FoundItem[] = []
  const yieldNow = yieldingEvery()
  for (const text of await withWholeTexts(looking, page)) {
    items.push(toWire(search, text))
    await yieldNow()
  }
  return { items, next_cursor: next && cursors.sign(list, next), ...completeness(window.lacksTexts) }
}

function rank(search: TextSearch, texts: VisibleText[]): Ranked[] {
  return texts.map((text) => ({ ...text, score: scoreOf(search, text.title ?? '', text.body) })).sort(better)
}

function better(a: Rank, b: Rank): number {
  return b.score - a.score || b.number - a.number
}

/** What was ranked may have been read in part only. */
async function withWholeTexts({ here, principal, texts }: Looking, page: Ranked[]): Promise<Ranked[]> {
  if (page.every(({ body }) => body.length < LENGTH_RANKED)) return page
  const scores = new Map(page.map(({ number, score }) => [number, score]))
  const whole = await here.read(async (q) => {
    return listVisible(q, texts, await readAsker(q, principal), page, LENGTH_INDEXED)
  }, 'heavy')
  return whole.map((text) => ({ ...text, score: scores.get(text.number) ?? 0 }))
}

function toWire(search: TextSearch, text: Ranked): FoundItem {
  const { kind, id, title, body, score, refs, created_at } = text
  return {
    kind,
    id,
    title,
    highlights: { title: title === null ? null : highlight(search, title), text: excerpt(search, body) },
    score,
    ...refsOnWire(refs),
    created_at: new Date(created_at).toISOString(),
  }
}
