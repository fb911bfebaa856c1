import { AppError } from '../../lib/app-error.ts'

export class TaskNotFoundError extends AppError {
  constructor() {
    super(404, 'task_not_found', 'There is no task with this id that you may see.')
  }
}

export class TaskNotYoursError extends AppError {
  constructor(who: string) {
    super(403, 'task_not_yours', `This takes ${who}.`)
  }
}

export class ProjectInTrashError extends AppError {
  constructor() {
    super(409, 'project_in_trash', 'The project of this task is in the trash, too. Bring it back first.')
  }
}

export class ShareNotFoundError extends AppError {
  constructor() {
    super(404, 'share_not_found', 'The task is not shared with this member or team.')
  }
}

/** What became, or would have become, of one of many. */
export interface BulkResult {
  index: number
  id?: string | undefined
  status: number
  code?: string
  detail?: string
}

export class BulkRefusedError extends AppError {
  constructor(results: BulkResult[]) {
    const refused = results.filter(({ code }) => code !== undefined).length
    super(
      422,
      'bulk_refused',
      `Nothing was written: of ${results.length} tasks ${refused} cannot be taken. \`results\` says which, and why.`,
      { results },
    )
  }
}
