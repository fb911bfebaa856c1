import { AppError } from '../../../../lib/app-error.ts'

export class TooManyFilesError extends AppError {
  constructor(most: number) {
    super(409, 'too_many_files', `An application has at most ${most} files: delete one first.`)
  }
}
