import { Elysia } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { Found, SearchQuery } from './schema.ts'
import { searchTexts } from './search-texts.ts'

export function searchRoutes(context: Pick<Base, 'db' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/search', tags: ['Work'] })
    .use(access)
    .get('', ({ query, principal }) => searchTexts(context, principal, query), {
      requires: 'work.read',
      limit: 'search',
      query: SearchQuery,
      response: { 200: Found },
      detail: {
        summary: 'Find tasks, projects and messages by their words',
        description:
          'Those that you may see, the best first: ranked among the newest 200 that hold all of the words, then among the 200 before them.',
      },
    })
}
