/** The headings of a text, each with an id of its own to be linked by. */
import type { Token } from 'markdown-it'
import { slugOf } from '../../../lib/slug.ts'
import type { TableOfContents } from '../schema.ts'

/** Of as many there is a table: to check tens of thousands would hold others up. */
const MOST_LISTED = 1_000

/** Gives the headings their ids, and says which there are, or the first of them. */
export function headingsOf(tokens: readonly Token[]): TableOfContents {
  const taken = new Map<string, number>()
  const headings = tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open') return []
    const text = plainText(tokens[index + 1])
    const id = freeId(text, taken)
    token.attrSet('id', id)
    return [{ level: Number(token.tag.slice(1)), id, text }]
  })
  return headings.slice(0, MOST_LISTED)
}

function plainText(inline: Token | undefined): string {
  const parts = inline?.children ?? []
  return parts.map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('')
}

/** Begins with a word of ours: an id becomes a name in a page's scripts, and must not be one of theirs. */
function freeId(text: string, taken: Map<string, number>): string {
  const base = `section-${slugOf(text) || taken.size + 1}`
  for (let number = taken.get(base) ?? 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`
    if (number > 1 && taken.has(id)) continue
    taken.set(base, number + 1)
    if (id !== base) taken.set(id, 1)
    return id
  }
}
