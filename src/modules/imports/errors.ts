import { AppError } from '../../lib/app-error.ts'

/** Of one that goes on still. */
export class ImportUndoneError extends AppError {
  constructor() {
    super(
      409,
      'import_undone',
      'The import ended here: somebody takes it back. What is sent of it from now on is not taken.',
    )
  }
}
