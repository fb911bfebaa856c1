/** Which tasks the summary is of: parts, so that each is found by an index in the order of the ids. */
import type { Part } from '../list/parts.ts'
import { BY_ID } from '../list/selective-plan.ts'

/** Assigned to the member, or the member's own and assigned to nobody. */
export function partsOfMember(to: string): Part[] {
  return [
    { index: 'tasks_assignee', only: { equal: { column: 'assignee_id', to } } },
    { index: 'tasks_owner', only: { equal: { column: 'owner_id', to }, isUnassigned: true } },
  ]
}

export const PARTS_OF_ALL: readonly Part[] = [BY_ID]
