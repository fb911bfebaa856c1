import { type Static, t } from 'elysia'
import { IN_ORDER, MANY, toChange } from '../../../http/bulk.ts'
import { PageOf, PageQuery } from '../../../http/page.ts'
import { GivenInstant, Id, Instant, OrNull } from '../../../http/schema.ts'
import { Email, PersonName, Phone, Source } from '../applications/schema.ts'

const Tag = t.String({ minLength: 1, maxLength: 50, pattern: '\\S', examples: ['roses'] })
const Tags = t.Array(Tag, { maxItems: 50 })
const Purpose = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['later jobs'] })
const Location = t.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const LocalDate = t.String({ description: 'A local date.', examples: ['2027-06-30'] })

export const Candidate = t.Object({
  id: t.String(),
  name: t.String(),
  email: t.String(),
  phone: OrNull(t.String()),
  location: OrNull(t.String()),
  source: OrNull(t.String()),
  tags: t.Array(t.String()),
  consent: OrNull(t.Object({ purpose: t.String(), given_at: Instant }), {
    description: 'What the person has consented to, and when.',
  }),
  retain_until: OrNull(t.String({ description: 'The person is erased when this local date is over.' })),
  created_at: Instant,
  updated_at: Instant,
})

export const Candidates = PageOf(Candidate)

export const CandidatesQuery = t.Object({
  ...PageQuery.properties,
  email: t.Optional(t.String({ maxLength: 254, description: 'The whole address, in whatever case.' })),
  tag: t.Optional(Tag),
  source: t.Optional(Source),
})

export const NewCandidate = t.Object(
  {
    name: PersonName,
    email: Email,
    phone: t.Optional(OrNull(Phone)),
    location: t.Optional(OrNull(Location)),
    source: t.Optional(OrNull(Source)),
    tags: t.Optional(Tags),
    consent: t.Optional(
      OrNull(
        t.Object({
          purpose: Purpose,
          given_at: t.Optional(t.String({ ...GivenInstant, description: 'Now, where it is left out.' })),
        }),
      ),
    ),
    retain_until: t.Optional(OrNull(LocalDate)),
  },
  { examples: [{ name: 'Grace', email: 'grace@example.com', tags: ['roses'] }] },
)

export const CandidateChanges = t.Partial(NewCandidate, { examples: [{ tags: ['roses', 'tulips'] }] })

export const MergeCandidates = t.Object(
  {
    candidate_id: t.String({ ...Id, description: 'The one that is the same person, and becomes this one.' }),
  },
  { examples: [{ candidate_id: '019aa2c4-3c00-7000-8000-000000000000' }] },
)

export const NewCandidates = t.Object(
  { candidates: t.Array(NewCandidate, MANY) },
  { examples: [{ candidates: [{ name: 'Grace', email: 'grace@example.com' }] }] },
)

export const CandidatesToChange = t.Object(
  { candidates: t.Array(t.Object({ ...toChange, ...CandidateChanges.properties }), MANY) },
  { examples: [{ candidates: [{ id: '…', tags: ['roses'] }] }] },
)

export const WrittenCandidates = t.Object({ candidates: t.Array(Candidate, IN_ORDER) })

export type Candidate = Static<typeof Candidate>
export type CandidatesQuery = Static<typeof CandidatesQuery>
export type NewCandidate = Static<typeof NewCandidate>
export type CandidateChanges = Static<typeof CandidateChanges>
