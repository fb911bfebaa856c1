import { AppError } from '../../lib/app-error.ts'

export class OrganizationNotFoundError extends AppError {
  constructor() {
    super(404, 'organization_not_found', 'There is no organization with this id.')
  }
}
