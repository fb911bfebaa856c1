import { type Static, t } from 'elysia'
import { IN_ORDER, MANY, toChange } from '../../http/bulk.ts'
import { PageOf, PageQuery } from '../../http/page.ts'
import { GivenInstant, Id, Instant, OrNull } from '../../http/schema.ts'
import { LONGEST_SLUG } from '../../lib/slug.ts'

export const LONGEST_BODY = 100_000
const Title = t.String({ minLength: 1, maxLength: 300, pattern: '\\S', examples: ['How we plant roses'] })
const Body = t.String({ maxLength: LONGEST_BODY, description: 'Markdown.' })
export const KIND_PATTERN = '^[a-z][a-z0-9_]{0,39}$'
export const SLUG_PATTERN = `^(?=.{1,${LONGEST_SLUG}}$)[a-z0-9]+(-[a-z0-9]+)*$`
export const LONGEST_TITLE = 300
export const LONGEST_TAG = 100
export const MOST_TAGS = 50
const Kind = t.String({
  pattern: KIND_PATTERN,
  description: 'A word of your own, such as `article`; lessons belong to a `course`.',
  examples: ['article'],
})
const Tag = t.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const Slug = t.String({
  pattern: SLUG_PATTERN,
  description: 'Its address, unique in the organization; made of the title when left out.',
  examples: ['how-we-plant-roses'],
})

export const CONTENT_STATUSES = ['draft', 'review', 'published', 'archived'] as const

export const ContentStatus = t.Union([
  t.Literal('draft'),
  t.Literal('review'),
  t.Literal('published'),
  t.Literal('archived'),
])

/** What lists show: all but the text. */
export const ContentSummary = t.Object({
  id: t.String(),
  title: t.String(),
  slug: t.String(),
  kind: t.String(),
  status: ContentStatus,
  author_id: OrNull(t.String({ description: "A member's; null where a key made it for nobody." })),
  tags: t.Array(t.String()),
  revision: t.Integer({ description: 'The number of the newest revision of its text.' }),
  published_at: OrNull(Instant, { description: 'When it was last published.' }),
  publish_at: OrNull(Instant, { description: 'When it is published by itself.' }),
  created_at: Instant,
  updated_at: Instant,
})

export const TableOfContents = t.Array(
  t.Object({
    level: t.Integer({ minimum: 1, maximum: 6 }),
    id: t.String({ description: 'Of the heading in the HTML.' }),
    text: t.String(),
  }),
  { maxItems: 1_000, description: 'Of the first 1,000 headings.' },
)

/** What a text becomes, without being kept. */
export const RenderedText = t.Object({
  html: t.String({ description: 'Safe to show as it is.' }),
  toc: TableOfContents,
})

export const TextToRender = t.Object({ body: Body }, { examples: [{ body: '# Roses\n\nIn autumn.' }] })

/** Either the Markdown or, with `format=html`, what is made of it. */
export const Content = t.Object({
  ...ContentSummary.properties,
  body: t.Optional(t.String({ description: 'Markdown; not with `format=html`.' })),
  html: t.Optional(t.String({ description: 'With `format=html`: safe to show as it is.' })),
  toc: t.Optional(TableOfContents),
})

/** Where content is that was asked for by an address of before. */
export const MovedContent = t.Object({
  slug: t.String({ description: 'Its slug now; Location has all of it.' }),
})

export const ContentList = PageOf(ContentSummary)

export const ContentQuery = t.Object({
  ...PageQuery.properties,
  status: t.Optional(ContentStatus),
  kind: t.Optional(Kind),
  author_id: t.Optional(Id),
  tag: t.Optional(Tag),
})

export const ContentFormat = t.Object({
  format: t.Optional(
    t.Union([t.Literal('markdown'), t.Literal('html')], {
      default: 'markdown',
      description: 'html: rendered and made safe, with a table of contents, instead of the Markdown.',
    }),
  ),
})

export const NewContent = t.Object(
  {
    title: Title,
    body: t.Optional(Body),
    kind: t.Optional(Kind),
    status: t.Optional(ContentStatus),
    slug: t.Optional(Slug),
    author_id: t.Optional(OrNull(Id)),
    tags: t.Optional(t.Array(Tag, { maxItems: 50 })),
    publish_at: t.Optional(OrNull(GivenInstant)),
  },
  { examples: [{ title: 'How we plant roses', body: '# Roses\n\nIn autumn.', status: 'published' }] },
)

export const ContentChanges = t.Partial(NewContent, { examples: [{ status: 'published' }] })

export const NewContents = t.Object(
  { content: t.Array(NewContent, MANY) },
  { examples: [{ content: [{ title: 'How we plant roses' }] }] },
)

export const ContentToChange = t.Object(
  { content: t.Array(t.Object({ ...toChange, ...ContentChanges.properties }), MANY) },
  { examples: [{ content: [{ id: '…', status: 'published' }] }] },
)

export const WrittenContent = t.Object({ content: t.Array(ContentSummary, IN_ORDER) })

export type ContentStatus = Static<typeof ContentStatus>
export type ContentSummary = Static<typeof ContentSummary>
export type Content = Static<typeof Content>
export type ContentQuery = Static<typeof ContentQuery>
export type ContentFormat = Static<typeof ContentFormat>
export type NewContent = Static<typeof NewContent>
export type ContentChanges = Static<typeof ContentChanges>
export type TableOfContents = Static<typeof TableOfContents>
