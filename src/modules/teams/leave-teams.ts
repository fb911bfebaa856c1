import type { Write } from '../../db/handle.ts'
import { deleteTeamMemberships } from './member-queries.ts'

/** One who leaves the organization leaves its teams: coming back does not bring the old rights back. */
export async function leaveTeams(tx: Write, memberId: string): Promise<void> {
  for (const team_id of await deleteTeamMemberships(tx, memberId)) {
    await tx.record({ type: 'team_changed', team_id })
  }
}
