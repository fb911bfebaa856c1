import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import { sessionOf } from '../auth/session-of.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { ApiKeyCreated, ApiKeys, NewApiKey } from './schema.ts'

export function apiKeyRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/api-keys', tags: ['Identity'] })
    .use(access)
    .post(
      '',
      async ({ body, principal, status }) =>
        status(201, await createApiKey(context, sessionOf(principal), body)),
      {
        requires: 'api_keys.write',
        body: NewApiKey,
        response: { 201: ApiKeyCreated },
        detail: {
          summary: 'Make an API key',
          description: 'A key cannot make keys: this takes a signed-in admin.',
        },
      },
    )
    .get('', ({ query, principal }) => listApiKeys(context, sessionOf(principal), query), {
      requires: 'api_keys.read',
      query: PageQuery,
      response: { 200: ApiKeys },
      detail: { summary: 'The API keys of the organization', description: 'Never their texts.' },
    })
    .delete(
      '/:id',
      async ({ params, principal, status }) => {
        await revokeApiKey(context, sessionOf(principal), params.id)
        return status(204, undefined)
      },
      {
        requires: 'api_keys.write',
        params: t.Object({ id: t.String() }),
        response: { 204: t.Void() },
        detail: { summary: 'Delete an API key', description: 'It stops working at once.' },
      },
    )
}
