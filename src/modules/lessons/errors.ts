import { AppError } from '../../lib/app-error.ts'

export class LessonNotOpenError extends AppError {
  constructor() {
    super(409, 'lesson_not_open', 'Only a published lesson can be completed, and in a published course.')
  }
}

export class PrerequisitesMissingError extends AppError {
  constructor(missing: readonly string[]) {
    super(409, 'prerequisites_missing', 'Other lessons have to be completed first: see `missing`.', {
      missing,
    })
  }
}
