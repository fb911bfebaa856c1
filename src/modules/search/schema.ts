import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Instant, OrNull } from '../../http/schema.ts'
import { LONGEST_SEARCH } from '../../lib/text-search.ts'

const Kind = t.Union([t.Literal('task'), t.Literal('project'), t.Literal('message')])

export const SearchQuery = t.Object({
  q: t.String({
    minLength: 1,
    maxLength: LONGEST_SEARCH,
    description:
      'Words that must all be there, in whatever order, case and accents; `"one after the other"`; `gard*` for words that begin so (three letters at least).',
    examples: ['roses "red thorn" gard*'],
  }),
  kind: t.Optional(Kind),
  limit: PageQuery.properties.limit,
  cursor: PageQuery.properties.cursor,
})

export const Segment = t.Object({
  text: t.String(),
  match: t.Boolean({ description: 'Whether it is what was looked for.' }),
})

export const FoundItem = t.Object({
  kind: Kind,
  id: t.String(),
  title: OrNull(t.String(), { description: 'Of a task its title, of a project its name.' }),
  highlights: t.Object({
    title: OrNull(t.Array(Segment), { description: 'The whole title in parts.' }),
    text: t.Array(Segment, {
      description: 'Some 200 characters of the description or the message, in parts. Plain text, not HTML.',
    }),
  }),
  score: t.Integer({ description: 'How well it fits: comparable within one answer only.' }),
  project_id: OrNull(t.String(), { description: 'Of a task, where it is in one.' }),
  conversation_id: OrNull(t.String(), { description: 'Of a message.' }),
  created_at: Instant,
})

export const Found = PageOf(FoundItem)

export type SearchQuery = Static<typeof SearchQuery>
export type FoundItem = Static<typeof FoundItem>
