/** None of them says anything of what is right. */
import { AppError } from '../../lib/app-error.ts'

const WHY_CLOSED = {
  unpublished: 'It is not published.',
  lesson: 'The lesson that it goes with is not published, or the course of that is not.',
  time: 'It is taken from `opens_at` to `closes_at`.',
}

export class AssessmentClosedError extends AppError {
  constructor(why: keyof typeof WHY_CLOSED, times: { opens_at: string | null; closes_at: string | null }) {
    super(409, 'assessment_closed', `The assessment is not open now. ${WHY_CLOSED[why]}`, times)
  }
}

export class NoAttemptsLeftError extends AppError {
  constructor(allowed: number) {
    super(409, 'no_attempts_left', `All attempts that are allowed (${allowed}) have been begun.`)
  }
}

export class AttemptSubmittedError extends AppError {
  constructor() {
    super(409, 'attempt_submitted', 'This attempt has been submitted already, and is graded.')
  }
}

export class TooLateError extends AppError {
  constructor(ends_at: string) {
    super(
      409,
      'too_late',
      `The time of this attempt ended at ${ends_at}: these answers are not taken. Submit it without answers to have those graded that were saved in time.`,
      { ends_at },
    )
  }
}
