import { AppError } from '../../lib/app-error.ts'

export class ProjectNotFoundError extends AppError {
  constructor() {
    super(404, 'project_not_found', 'There is no project with this id that you may see.')
  }
}

export class ProjectNotYoursError extends AppError {
  constructor(who: string) {
    super(403, 'project_not_yours', `This takes ${who}.`)
  }
}
