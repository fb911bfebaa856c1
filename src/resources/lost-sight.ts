/**
 * Who may see a thing no longer after a change of it. A thing that is changed is told to those who see it
 * then; these would not hear of it, so that it is a fact of its own, about them, and told to them alone.
 */
import { type Change, SIGHT_LOST } from '../db/facts.ts'

/** What names somebody who sees it, by its column. */
interface Belonging {
  owner_id?: string | null
  assignee_id?: string | null
  team_id?: string | null
}

const WHOSE = { owner_id: 'member', assignee_id: 'member', team_id: 'team' } as const
const COLUMNS = Object.keys(WHOSE) as (keyof typeof WHOSE)[]

/** Some of them may see it still, for another reason: they look, and find that nothing is gone. */
export function lostSight(before: Belonging | null, after: Belonging): Change[] {
  return COLUMNS.flatMap((column) => {
    const id = before?.[column] ?? null
    return id === null || id === (after[column] ?? null) ? [] : [lostSightOf(WHOSE[column], id)]
  })
}

export function lostSightOf(kind: 'member' | 'team', id: string): Change {
  return { kind, id, verb: SIGHT_LOST }
}
