import { AppError } from '../../lib/app-error.ts'

export class CorrelationNotFoundError extends AppError {
  constructor(sources: string) {
    super(
      404,
      'correlation_not_found',
      `Nothing is known of this correlation id. Looked through: ${sources}.`,
    )
  }
}
