import { type Static, t } from 'elysia'
import { Instant } from '../auth/schema.ts'

const ApiKeyScope = t.Union([t.Literal('read'), t.Literal('write'), t.Literal('ingest'), t.Literal('admin')])

export const NewApiKey = t.Object({
  name: t.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  scopes: t.Array(ApiKeyScope, { minItems: 1, maxItems: 4 }),
})

export const ApiKeyCreated = t.Object({
  id: t.String(),
  name: t.String(),
  key: t.String({ description: 'Shown this once.' }),
  key_start: t.String({ description: 'To tell keys apart in a list.' }),
  scopes: t.Array(ApiKeyScope),
  created_at: Instant,
})

export type NewApiKey = Static<typeof NewApiKey>
export type ApiKeyCreated = Static<typeof ApiKeyCreated>
