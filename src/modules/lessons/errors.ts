import { AppError } from '../../lib/app-error.ts'

export class LessonNotFoundError extends AppError {
  constructor() {
    super(404, 'lesson_not_found', 'There is no lesson with this id that you may see.')
  }
}

export class LessonNotYoursError extends AppError {
  constructor() {
    super(403, 'lesson_not_yours', 'This takes its author, the author of its course, or an admin.')
  }
}

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

export class CourseInTrashError extends AppError {
  constructor() {
    super(409, 'course_in_trash', 'Its course is in the trash: restore that first.')
  }
}

export class OthersOnlyByAuthorsError extends AppError {
  constructor() {
    super(403, 'not_your_own', 'For somebody else this takes the author, an admin, or an API key.')
  }
}
