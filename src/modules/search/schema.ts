import { type Static, t } from 'elysia'
import { Incomplete, PageOf, PageQuery } from '../../http/page.ts'
import { Instant, OneOf, OrNull } from '../../http/schema.ts'
import { LONGEST_SEARCH } from '../../lib/text-search.ts'
import { kindsOf, type Resource } from '../../resources/resource.ts'

export const Segment = t.Object({
  text: t.String(),
  match: t.Boolean({ description: 'Whether it is what was looked for.' }),
})

/** With the kinds that are searched, and what is told of each. */
export function searchSchemas(resources: readonly Resource[]) {
  const Kind = OneOf(kindsOf(resources, 'text'))
  const SearchQuery = t.Object({
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
  const FoundItem = t.Object({
    kind: Kind,
    id: t.String(),
    title: OrNull(t.String(), { description: 'What it is called, where it has a name.' }),
    highlights: t.Object({
      title: OrNull(t.Array(Segment), { description: 'The whole title in parts.' }),
      text: t.Array(Segment, {
        description: 'Some 200 characters of the text, in parts. Plain text, not HTML.',
      }),
    }),
    score: t.Integer({ description: 'How well it fits: comparable within one answer only.' }),
    ...refsOf(resources),
    created_at: Instant,
  })
  return {
    Segment,
    SearchQuery,
    FoundItem,
    Found: t.Object({ ...PageOf(FoundItem).properties, incomplete: Incomplete }),
  }
}

/** Told of everything that is found, by `null` where it has none: what came later is not. */
const ALWAYS_TOLD = ['project_id', 'conversation_id']

function refsOf(resources: readonly Resource[]) {
  const described = resources.flatMap(({ text }) => Object.entries(text?.refs ?? {}))
  return Object.fromEntries(
    described.map(([name, description]) => [
      name,
      ALWAYS_TOLD.includes(name)
        ? OrNull(t.String(), { description })
        : t.Optional(t.String({ description })),
    ]),
  )
}

/** What is told of something that was found: see `refs` of a resource. */
export function refsOnWire(refs: Readonly<Record<string, string | null>>): Record<string, string | null> {
  const always = ALWAYS_TOLD.map((name) => [name, null])
  return Object.fromEntries([...always, ...Object.entries(refs).filter(([, id]) => id !== null)])
}

type Schemas = ReturnType<typeof searchSchemas>
export type SearchQuery = Static<Schemas['SearchQuery']>
export type FoundItem = Static<Schemas['FoundItem']>
export type Found = Static<Schemas['Found']>
