import { AppError } from '../../lib/app-error.ts'

export class NotInTrashError extends AppError {
  constructor() {
    super(404, 'not_in_trash', 'There is nothing with this id in the trash that you may bring back.')
  }
}

export class StillUsedError extends AppError {
  constructor() {
    super(
      409,
      'still_used',
      'Projects or tasks belong to this team. Give them another first, or bring the team back.',
    )
  }
}

export class TaskInTrashError extends AppError {
  constructor() {
    super(409, 'task_in_trash', 'The task of this comment is in the trash, too. Bring it back first.')
  }
}

export class ProjectInTrashError extends AppError {
  constructor() {
    super(409, 'project_in_trash', 'The project of this task is in the trash, too. Bring it back first.')
  }
}
