import { type Static, t } from 'elysia'
import { PageOf } from '../../http/page.ts'
import { Instant } from '../../http/schema.ts'

export const Label = t.Object({
  id: t.String(),
  name: t.String(),
  color: t.String(),
  description: t.String(),
  created_at: Instant,
  updated_at: Instant,
})

export const Labels = PageOf(Label)

export const NewLabel = t.Object(
  {
    /** As the labels of tasks. */
    name: t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    color: t.String({ pattern: '^#[0-9a-f]{6}$', description: '`#rrggbb`.', examples: ['#2e7d32'] }),
    description: t.Optional(t.String({ maxLength: 10_000 })),
  },
  { examples: [{ name: 'garden', color: '#2e7d32' }] },
)

export const LabelChanges = t.Partial(NewLabel, { examples: [{ color: '#1b5e20' }] })

export type Label = Static<typeof Label>
export type NewLabel = Static<typeof NewLabel>
export type LabelChanges = Static<typeof LabelChanges>
