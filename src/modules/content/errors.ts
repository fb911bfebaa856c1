import { AppError } from '../../lib/app-error.ts'

export class ContentNotFoundError extends AppError {
  constructor() {
    super(404, 'content_not_found', 'There is no content with this id that you may see.')
  }
}

export class ContentNotYoursError extends AppError {
  constructor() {
    super(403, 'content_not_yours', 'This takes its author, or an admin of the organization.')
  }
}

export class SlugTakenError extends AppError {
  constructor() {
    super(
      409,
      'slug_taken',
      'Other content has this slug, or had it and is still found by it. Choose another.',
      {
        fields: { slug: 'is taken' },
      },
    )
  }
}

export class RevisionNotFoundError extends AppError {
  constructor() {
    super(404, 'revision_not_found', 'The content has no revision with this number.')
  }
}

export class GenerationNotFoundError extends AppError {
  constructor() {
    super(404, 'generation_not_found', 'The content has no generation with this id.')
  }
}

export class GenerationFinishedError extends AppError {
  constructor() {
    super(409, 'generation_finished', 'This generation has finished already, and stays as it is.')
  }
}
