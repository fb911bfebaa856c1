import { AppError } from '../../lib/app-error.ts'

export class JobRunningError extends AppError {
  constructor() {
    super(409, 'job_running', 'The job runs already. Ask again when it is done.', { retry_after: 5 })
  }
}
