import { AppError } from '../../lib/app-error.ts'

export class TooManyFilesError extends AppError {
  /** @param of What has them: `application`. */
  constructor(of: string, most: number) {
    const what = /^[aeiou]/.test(of) ? `An ${of}` : `A ${of}`
    super(409, 'too_many_files', `${what} has at most ${most} files: delete one first.`)
  }
}
