/**
 * Why somebody sees a task: a column of it names them, one of their teams, or a project that they see.
 * The other reason, which no column names, is that it is shared with them or with one of their teams.
 *
 * From this table come the right to one task (rules.ts), the condition on the tasks of a list
 * (list/filters.ts), and the parts of which a list is made where somebody sees little
 * (list/selective-plan.ts).
 */

/** Columns that leave least in most organizations come first. */
export const REASONS = [
  { column: 'assignee_id', names: 'member', index: 'tasks_assignee', right: 'edit' },
  { column: 'owner_id', names: 'member', index: 'tasks_owner', right: 'manage' },
  { column: 'project_id', names: 'project', index: 'tasks_project', right: 'edit' },
  { column: 'team_id', names: 'team', index: 'tasks_team', right: 'edit' },
] as const satisfies readonly Reason[]

interface Reason {
  column: string
  /** Whose id stands in the column. */
  names: 'member' | 'team' | 'project'
  /** What the column is found by. */
  index: string
  /** Who leads the team, or may delete the project, may manage the task, too. */
  right: 'edit' | 'manage'
}

export type ReasonColumn = (typeof REASONS)[number]['column']
export type Named = (typeof REASONS)[number]['names']
