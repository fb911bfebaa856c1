import type { Resource } from '../../resources/resource.ts'
import { isTheirs } from '../content/rules.ts'
import { assessmentsSeenBy } from './enter-assessments.ts'
import { listAssessmentsById } from './queries.ts'

/** Not searched: what is asked and what is right would be found by who is to answer. */
export const assessment: Resource = {
  kind: 'assessment',
  table: 'assessments',
  name: 'title',
  visibility: {
    requires: 'knowledge.read',
    seenBy: (q, viewer, things) =>
      assessmentsSeenBy(
        q,
        viewer,
        things.map(({ id }) => id),
      ),
  },
  trash: {
    version: 'updated_at',
    mayStillDelete: async (q, viewer, rows) => {
      const ids = rows.map(({ id }) => id)
      const trashed = await listAssessmentsById(q, ids, 'trashed')
      return new Set(trashed.filter((row) => isTheirs(viewer, row)).map(({ id }) => id))
    },
  },
}
