import { Elysia } from 'elysia'
import type { Base } from '../../base.ts'
import type { UnchangedAnswers } from '../../changes/unchanged-answers.ts'
import { access } from '../../http/access.ts'
import { keptAnswer } from '../../http/documented-answers.ts'
import { serialiserOf } from '../../http/serialise.ts'
import type { Resource } from '../../resources/resource.ts'
import { searchSchemas } from './schema.ts'
import { serveSearch } from './serve-search.ts'
import { TextKinds } from './text-kinds.ts'

export function searchRoutes({
  db,
  cursors,
  unchanged,
  resources,
}: Pick<Base, 'db' | 'cursors'> & { unchanged: UnchangedAnswers; resources: readonly Resource[] }) {
  const { SearchQuery, Found } = searchSchemas(resources)
  const context = { db, cursors, unchanged, texts: new TextKinds(resources), serialise: serialiserOf(Found) }
  return new Elysia({ prefix: '/api/v1/search', tags: ['Work'] })
    .use(access)
    .get('', ({ query, principal }) => serveSearch(context, principal, query), {
      requires: 'work.read',
      limit: 'search',
      query: SearchQuery,
      detail: {
        summary: 'Find things by their words',
        description:
          'Those that you may see, the best first: ranked among the newest 200 that hold all of the words, then among the 200 before them.',
        responses: keptAnswer(Found),
      },
    })
}
