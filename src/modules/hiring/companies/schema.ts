import { type Static, t } from 'elysia'
import { PageOf } from '../../../http/page.ts'
import { Id, Instant, OrNull } from '../../../http/schema.ts'

const Name = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Bluebird'] })
const Website = t.String({
  minLength: 1,
  maxLength: 500,
  pattern: '^https?://[^\\s]+$',
  examples: ['https://bluebird.example'],
})
const Location = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Berlin'] })

export const Company = t.Object({
  id: t.String(),
  name: t.String(),
  description: t.String(),
  website: OrNull(t.String()),
  location: OrNull(t.String()),
  owner_id: OrNull(t.String({ description: "A member's." })),
  created_at: Instant,
  updated_at: Instant,
})

export const Companies = PageOf(Company)

export const NewCompany = t.Object(
  {
    name: Name,
    description: t.Optional(t.String({ maxLength: 20_000, description: 'Markdown.' })),
    website: t.Optional(OrNull(Website)),
    location: t.Optional(OrNull(Location)),
    owner_id: t.Optional(OrNull(Id)),
  },
  { examples: [{ name: 'Bluebird', website: 'https://bluebird.example', location: 'Berlin' }] },
)

export const CompanyChanges = t.Partial(NewCompany, { examples: [{ location: 'Hamburg' }] })

export type Company = Static<typeof Company>
export type NewCompany = Static<typeof NewCompany>
export type CompanyChanges = Static<typeof CompanyChanges>
