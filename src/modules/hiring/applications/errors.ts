import { AppError } from '../../../lib/app-error.ts'

export class ApplicationNotFoundError extends AppError {
  constructor() {
    super(404, 'application_not_found', 'There is no application with this id that you may see.')
  }
}

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

export class NoteNotFoundError extends AppError {
  constructor() {
    super(404, 'note_not_found', 'The application has no note with this id.')
  }
}

export class RatingNotFoundError extends AppError {
  constructor() {
    super(404, 'rating_not_found', 'You have not rated this application.')
  }
}
