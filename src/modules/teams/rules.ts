/** Who may change a team. Everybody in the organization may see it, and who is in it. */

import type { Viewer } from '../../access/viewer.ts'
import { TeamLeadsOnlyError } from './errors.ts'

/** @throws TeamLeadsOnlyError */
export function assertMayLead({ seesAll, teams }: Viewer, teamId: string): void {
  if (seesAll || teams.get(teamId) === 'lead') return
  throw new TeamLeadsOnlyError()
}
