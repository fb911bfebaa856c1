import { AppError } from '../../../lib/app-error.ts'

export class JobNotTakingError extends AppError {
  constructor(status: string) {
    super(409, 'job_takes_none', `The job is ${status}: it takes applications while it is open or paused.`)
  }
}

export class AlreadyAppliedError extends AppError {
  /** @param id The application that goes on. */
  constructor(id: string) {
    super(409, 'already_applied', 'This candidate has an application for this job that goes on.', {
      application_id: id,
    })
  }
}

export class ErasedError extends AppError {
  constructor() {
    super(409, 'candidate_erased', 'Who applied was erased: nothing more is kept of them.')
  }
}
