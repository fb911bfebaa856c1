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

/** It would take longer than others can be made to wait for. */
export class TextNotRenderedError extends AppError {
  constructor(cause?: unknown) {
    super(
      422,
      'text_not_rendered',
      'To make HTML of this text takes too long: it nests too many lists, quotes or brackets. Read it as Markdown, or make it simpler.',
      undefined,
      cause,
    )
  }
}

export class TooManyTextsError extends AppError {
  constructor() {
    super(503, 'rendering_busy', 'Many texts are being made HTML. Try again.', { retry_after: 2 })
  }
}
