import { AppError } from '../../lib/app-error.ts'

export class JobNotFoundError extends AppError {
  constructor(names: readonly string[]) {
    super(404, 'job_not_found', `There is no job of this name. There are: ${names.join(', ')}.`)
  }
}

export class JobRunningError extends AppError {
  constructor() {
    super(409, 'job_running', 'The job runs already. Ask again when it is done.', { retry_after: 5 })
  }
}
