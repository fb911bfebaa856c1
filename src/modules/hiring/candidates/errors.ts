import { AppError } from '../../../lib/app-error.ts'

export class CandidateExistsError extends AppError {
  constructor() {
    super(409, 'candidate_exists', 'There is a candidate with this e-mail address: change or merge that one.')
  }
}
