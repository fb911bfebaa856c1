import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../../http/page.ts'
import { Instant, OrNull } from '../../../http/schema.ts'

const RevisionNumber = t.Integer({ minimum: 1, description: '1 for the first, without gaps.' })

export const Revision = t.Object({
  number: RevisionNumber,
  title: t.String(),
  restored_from: OrNull(t.Integer(), { description: 'The revision that came back with this one.' }),
  author_id: OrNull(t.String({ description: 'The member who wrote it.' })),
  api_key_id: OrNull(t.String({ description: 'Or the key.' })),
  created_at: Instant,
})

export const RevisionWithBody = t.Object({ ...Revision.properties, body: t.String() })

export const Revisions = PageOf(Revision)

const { limit, cursor, count } = PageQuery.properties
export const RevisionsQuery = t.Object({ limit, cursor, count })

export const OfContent = t.Object({ id: t.String() })

export const RevisionParams = t.Object({
  id: t.String(),
  number: t.Integer({ minimum: 1, maximum: 2 ** 31 }),
})

export const ComparisonQuery = t.Object({
  with: t.Optional(
    t.Integer({
      minimum: 1,
      maximum: 2 ** 31,
      description: 'The revision to compare with; the newest when left out.',
    }),
  ),
})

export const Comparison = t.Object({
  from: Revision,
  to: Revision,
  title: t.Object({ before: t.String(), after: t.String() }),
  body: t.Array(
    t.Object({
      kind: t.Union([t.Literal('same'), t.Literal('removed'), t.Literal('added')]),
      lines: t.Array(t.String()),
    }),
    { description: 'What makes the one of the other, line by line.' },
  ),
})

export type Revision = Static<typeof Revision>
export type RevisionWithBody = Static<typeof RevisionWithBody>
export type Comparison = Static<typeof Comparison>
export type ComparisonQuery = Static<typeof ComparisonQuery>
export type RevisionsQuery = Static<typeof RevisionsQuery>
