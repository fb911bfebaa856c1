import { AppError } from '../../lib/app-error.ts'

export class CommentNotFoundError extends AppError {
  constructor() {
    super(404, 'comment_not_found', 'The task has no comment with this id.')
  }
}

export class CommentNotYoursError extends AppError {
  constructor(who: string) {
    super(403, 'comment_not_yours', `This takes ${who}.`)
  }
}

export class TaskInTrashError extends AppError {
  constructor() {
    super(409, 'task_in_trash', 'The task of this comment is in the trash, too. Bring it back first.')
  }
}
