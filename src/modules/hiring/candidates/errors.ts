import { AppError } from '../../../lib/app-error.ts'

export class CandidateNotFoundError extends AppError {
  constructor() {
    super(404, 'candidate_not_found', 'There is no candidate with this id that you may see.')
  }
}

export class CandidateExistsError extends AppError {
  constructor() {
    super(409, 'candidate_exists', 'There is a candidate with this e-mail address: change or merge that one.')
  }
}
