/** Who may change a team. Everybody in the organization may see it, and who is in it. */

import type { Viewer } from '../../access/viewer.ts'
import { ForbiddenError } from '../../lib/app-error.ts'

/** @throws ForbiddenError */
export function assertMayLead({ seesAll, teams }: Viewer, teamId: string): void {
  if (seesAll || teams.get(teamId) === 'lead') return
  throw new ForbiddenError(
    'team_leads_only',
    'This takes a lead of the team, or an admin of the organization.',
  )
}
