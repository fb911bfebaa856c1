import { Elysia } from 'elysia'
import type { Context } from '../../context.ts'
import { access } from '../../http/access.ts'
import { problems } from '../../http/problem.ts'
import { sessionOf } from '../auth/session-of.ts'
import { createApiKey } from './api-keys.ts'
import { ApiKeyCreated, NewApiKey } from './schema.ts'

export function apiKeyRoutes(context: Pick<Context, 'db' | 'clock' | 'newId'>) {
  return new Elysia({ prefix: '/api/v1/api-keys', tags: ['Identity'] })
    .use(access)
    .post(
      '/',
      async ({ body, principal, status }) =>
        status(201, await createApiKey(context, sessionOf(principal), body)),
      {
        requires: 'api_keys.write',
        body: NewApiKey,
        response: { 201: ApiKeyCreated, ...problems(401, 403, 422) },
        detail: {
          summary: 'Make an API key',
          description: 'A key cannot make keys: this takes a signed-in admin.',
        },
      },
    )
}
