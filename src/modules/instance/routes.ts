import { Elysia } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { readInstance } from './read-instance.ts'
import { Instance } from './schema.ts'

export function instanceRoutes(context: Pick<Base, 'db' | 'config'>) {
  return new Elysia({ prefix: '/api/v1/instance', tags: ['Operations'] })
    .use(access)
    .get('', () => readInstance(context), {
      public: true,
      response: { 200: Instance },
      detail: {
        summary: 'What this instance is',
        description: 'For a page that asks whom it has before it: to sign in, to sign up, or to begin.',
      },
    })
}
