import { AppError } from '../../lib/app-error.ts'

export class SlowQueryNotFoundError extends AppError {
  constructor() {
    super(
      404,
      'slow_query_not_found',
      'No slow query of this process has this number. Only the last hundred are kept, and none outlives it.',
    )
  }
}
