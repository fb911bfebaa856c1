import { AppError } from '../../lib/app-error.ts'

export class NotInTrashError extends AppError {
  constructor() {
    super(404, 'not_in_trash', 'There is nothing with this id in the trash that you may bring back.')
  }
}

export class StillUsedError extends AppError {
  constructor(why = 'Something else belongs to this still. Give that another first, or bring this back.') {
    super(409, 'still_used', why)
  }
}
