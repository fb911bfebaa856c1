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

export class ShareNotFoundError extends AppError {
  constructor() {
    super(404, 'share_not_found', 'The task is not shared with this member or team.')
  }
}
