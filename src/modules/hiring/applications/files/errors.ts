import { AppError } from '../../../../lib/app-error.ts'

export class TooManyFilesError extends AppError {
  constructor(most: number) {
    super(409, 'too_many_files', `An application has at most ${most} files: delete one first.`)
  }
}

export class ErasedError extends AppError {
  constructor() {
    super(409, 'candidate_erased', 'Who applied was erased: nothing more is kept of them.')
  }
}
