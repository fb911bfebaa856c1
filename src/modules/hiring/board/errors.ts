import { AppError } from '../../../lib/app-error.ts'

export class BoardNotFoundError extends AppError {
  constructor() {
    super(404, 'board_not_found', 'There is no job board at this address.')
  }
}

export class BoardJobNotFoundError extends AppError {
  constructor() {
    super(404, 'job_not_found', 'There is no job at this address: it may have been filled.')
  }
}
