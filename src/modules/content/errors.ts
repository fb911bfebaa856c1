import { AppError } from '../../lib/app-error.ts'

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

export class GenerationFinishedError extends AppError {
  constructor() {
    super(409, 'generation_finished', 'This generation has finished already, and stays as it is.')
  }
}
