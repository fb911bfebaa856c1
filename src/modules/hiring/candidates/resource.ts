import type { Resource } from '../../../resources/resource.ts'
import { listSeenOf } from './list-queries.ts'

/** Candidates are erased, and do not go into the trash. */
export const candidate: Resource = {
  kind: 'candidate',
  verbs: ['created', 'changed', 'merged', 'erased'],
  table: 'candidates',
  name: 'name',
  visibility: {
    requires: 'candidates.read',
    seenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      return new Set(await listSeenOf(q, viewer, ids))
    },
  },
  text: { code: 'c', body: 'email' },
}
