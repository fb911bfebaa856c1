/** Who may change a team. Everybody in the organization may see it, and who is in it. */

import type { Standing } from '../../access/viewer.ts'
import { TeamLeadsOnlyError } from './errors.ts'

/** @throws TeamLeadsOnlyError */
export function assertMayLead({ isAbove, teams }: Standing, teamId: string): void {
  if (isAbove || teams.get(teamId) === 'lead') return
  throw new TeamLeadsOnlyError()
}
