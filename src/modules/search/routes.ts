import { Elysia } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import type { Resource } from '../../resources/resource.ts'
import { searchSchemas } from './schema.ts'
import { searchTexts } from './search-texts.ts'
import { TextKinds } from './text-kinds.ts'

export function searchRoutes({
  db,
  cursors,
  resources,
}: Pick<Base, 'db' | 'cursors'> & { resources: readonly Resource[] }) {
  const context = { db, cursors, texts: new TextKinds(resources) }
  const { SearchQuery, Found } = searchSchemas(resources)
  return new Elysia({ prefix: '/api/v1/search', tags: ['Work'] })
    .use(access)
    .get('', ({ query, principal }) => searchTexts(context, principal, query), {
      requires: 'work.read',
      limit: 'search',
      query: SearchQuery,
      response: { 200: Found },
      detail: {
        summary: 'Find things by their words',
        description:
          'Those that you may see, the best first: ranked among the newest 200 that hold all of the words, then among the 200 before them.',
      },
    })
}
