import type { Resource } from '../../resources/resource.ts'
import { listSeenOf } from './list-queries.ts'
import { restoreTasksOf } from './queries.ts'
import { trashedSeenBy, trashedToDelete } from './visibility.ts'

export const project: Resource = {
  kind: 'project',
  table: 'projects',
  name: 'name',
  holds: { team: 'team_id' },
  visibility: {
    requires: 'work.read',
    allButTrash: true,
    seenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      return new Set(await listSeenOf(q, viewer, ids))
    },
    deletedSeenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      return new Set(await trashedSeenBy(q, viewer, ids))
    },
  },
  text: { code: 'p', body: 'description' },
  trash: {
    version: 'updated_at',
    mayStillDelete: async (q, viewer, rows) => {
      const ids = rows.map(({ id }) => id)
      return new Set(await trashedToDelete(q, viewer, ids))
    },
    restored: async (tx, { id }, at) => {
      const verb = 'restored' as const
      const changes = (await restoreTasksOf(tx, { id })).map((task) => ({ ...task, verb }))
      await tx.record({ type: 'work_changed', kind: 'project', changes: [{ id, verb }], at })
      if (changes.length > 0) await tx.record({ type: 'work_changed', kind: 'task', changes, at })
    },
  },
}
