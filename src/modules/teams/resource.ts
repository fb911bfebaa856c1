import type { Write } from '../../db/handle.ts'
import type { Resource } from '../../resources/resource.ts'
import { deleteTeamMemberships } from './member-queries.ts'
import { trashedToLead } from './team-members.ts'

export const team: Resource = {
  kind: 'team',
  table: 'teams',
  name: 'name',
  trash: {
    version: 'updated_at',
    stillUsed: 'Projects or tasks belong to this team. Give them another first, or bring the team back.',
    mayStillDelete: async (q, viewer, rows) => {
      const ids = rows.map(({ id }) => id)
      return new Set(await trashedToLead(q, viewer, ids))
    },
  },
  memberLeft: leaveTeams,
}

/** The old rights do not come back with the member. */
async function leaveTeams(tx: Write, memberId: string): Promise<void> {
  for (const team_id of await deleteTeamMemberships(tx, memberId)) {
    await tx.record({ kind: 'team', id: team_id, verb: 'member_removed' })
  }
}
