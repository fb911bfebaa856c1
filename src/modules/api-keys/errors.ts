import { AppError } from '../../lib/app-error.ts'

export class ApiKeyNotFoundError extends AppError {
  constructor() {
    super(404, 'api_key_not_found', 'This organization has no API key with this id.')
  }
}
