import { type Static, t } from 'elysia'
import { PageOf } from '../../../http/page.ts'
import { GivenInstant, Instant, OrNull } from '../../../http/schema.ts'

const Tokens = t.Integer({ minimum: 0, maximum: 1_000_000_000 })
const Model = t.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

export const Generation = t.Object({
  id: t.String(),
  content_id: t.String(),
  model: OrNull(t.String()),
  prompt_tokens: OrNull(t.Integer()),
  completion_tokens: OrNull(t.Integer()),
  started_at: Instant,
  finished_at: OrNull(Instant),
  ok: OrNull(t.Boolean({ description: 'null until it has finished.' })),
  created_at: Instant,
})

export const Generations = PageOf(Generation)

export const NewGeneration = t.Object(
  {
    started_at: GivenInstant,
    model: t.Optional(OrNull(Model)),
    prompt_tokens: t.Optional(OrNull(Tokens)),
    completion_tokens: t.Optional(OrNull(Tokens)),
  },
  { examples: [{ started_at: '2026-03-08T12:00:00Z', model: 'a-model' }] },
)

export const FinishedGeneration = t.Object(
  {
    finished_at: GivenInstant,
    ok: t.Boolean({ description: 'Whether a text came of it.' }),
    prompt_tokens: t.Optional(OrNull(Tokens)),
    completion_tokens: t.Optional(OrNull(Tokens)),
  },
  { examples: [{ finished_at: '2026-03-08T12:00:05Z', ok: true, completion_tokens: 900 }] },
)

export const GenerationParams = t.Object({ id: t.String(), generation_id: t.String() })

export type Generation = Static<typeof Generation>
export type NewGeneration = Static<typeof NewGeneration>
export type FinishedGeneration = Static<typeof FinishedGeneration>
