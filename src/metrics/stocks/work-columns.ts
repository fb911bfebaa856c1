/** Stocks: by how much what stands at the end of a day is more than at the end of the day before. */
export const WORK_COLUMNS = [
  'tasks_todo',
  'tasks_in_progress',
  'tasks_done',
  'tasks_cancelled',
  'tasks_overdue',
  'projects_planning',
  'projects_active',
  'projects_on_hold',
  'projects_completed',
  'projects_archived',
  'projects_overdue',
] as const
export type WorkColumn = (typeof WORK_COLUMNS)[number]
