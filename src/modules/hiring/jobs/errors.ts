import { AppError } from '../../../lib/app-error.ts'

export class JobNotFoundError extends AppError {
  constructor() {
    super(404, 'job_not_found', 'There is no job with this id that you may see.')
  }
}
