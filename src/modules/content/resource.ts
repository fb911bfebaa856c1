import { ORDINARY_VERBS, type Resource, TRASH_VERBS } from '../../resources/resource.ts'
import { recordTrashed } from './facts.ts'
import { listContentPlaces } from './queries.ts'
import { isTheirs, maySee } from './rules.ts'

export const content: Resource = {
  kind: 'content',
  verbs: [...ORDINARY_VERBS, ...TRASH_VERBS, 'generation_started', 'generated', 'generation_failed'],
  table: 'content',
  name: 'title',
  visibility: {
    requires: 'knowledge.read',
    seenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      const seen = (await listContentPlaces(q, ids)).filter((place) => maySee(viewer, place))
      return new Set(seen.map(({ id }) => id))
    },
    deletedSeenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      const trashed = await listContentPlaces(q, ids, 'trashed')
      return new Set(trashed.filter((place) => maySee(viewer, place)).map(({ id }) => id))
    },
  },
  text: { code: 'k', body: 'body' },
  told: true,
  notices: { content_published: 'Content of yours was published by somebody else, or at its time.' },
  trash: {
    version: 'updated_at',
    mayStillDelete: async (q, viewer, rows) => {
      const ids = rows.map(({ id }) => id)
      const trashed = await listContentPlaces(q, ids, 'trashed')
      return new Set(trashed.filter((place) => isTheirs(viewer, place)).map(({ id }) => id))
    },
    restored: (tx, { id }, at) => recordTrashed(tx, id, false, at),
  },
}
