import { AppError } from '../lib/app-error.ts'

/** The disk, or whoever may write no more of it. */
export class StoreFullError extends AppError {
  constructor(cause?: unknown) {
    super(
      507,
      'store_full',
      'There is no room for more files. Tell whoever runs this instance.',
      undefined,
      cause,
    )
  }
}

export class StoreAwayError extends AppError {
  constructor(cause?: unknown) {
    const details = { retry_after: 5 }
    super(503, 'store_away', 'The store of files does not answer. Ask again.', details, cause)
  }
}

/** The row is there, and what it stands for is not. */
export class FileContentMissingError extends AppError {
  constructor() {
    super(
      404,
      'file_content_missing',
      'The content of this file is not in the store. Tell whoever runs this instance: a backup may have it.',
    )
  }
}
