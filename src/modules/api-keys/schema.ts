import { type Static, t } from 'elysia'
import { PageOf } from '../../http/page.ts'
import { GivenInstant, Instant } from '../../http/schema.ts'

const ApiKeyScope = t.Union([t.Literal('read'), t.Literal('write'), t.Literal('ingest'), t.Literal('admin')])
const InstantOrNull = t.Union([Instant, t.Null()])

export const NewApiKey = t.Object({
  name: t.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  scopes: t.Array(ApiKeyScope, { minItems: 1, maxItems: 4 }),
  expires_at: t.Optional(
    t.Union([GivenInstant, t.Null()], { description: 'In the future; for ever when left out.' }),
  ),
})

export const ApiKey = t.Object({
  id: t.String(),
  name: t.String(),
  key_start: t.String({ description: 'To tell keys apart in a list.' }),
  scopes: t.Array(ApiKeyScope),
  created_by: t.String({ description: 'The id of a member.' }),
  created_at: Instant,
  expires_at: InstantOrNull,
  last_used_at: t.Union([Instant, t.Null()], { description: 'To the minute.' }),
})

export const ApiKeys = PageOf(ApiKey)

export const ApiKeyCreated = t.Composite([
  ApiKey,
  t.Object({ key: t.String({ description: 'Shown this once.' }) }),
])

export type NewApiKey = Static<typeof NewApiKey>
export type ApiKey = Static<typeof ApiKey>
export type ApiKeyCreated = Static<typeof ApiKeyCreated>
