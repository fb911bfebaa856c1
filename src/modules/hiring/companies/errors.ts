import { AppError } from '../../../lib/app-error.ts'

export class CompanyNotFoundError extends AppError {
  constructor() {
    super(404, 'company_not_found', 'There is no company with this id.')
  }
}
