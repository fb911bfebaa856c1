import { ForbiddenError } from '../../lib/app-error.ts'

export class OwnersDecideError extends ForbiddenError {
  constructor() {
    super('owners_decide', 'Whether members need a second factor is decided by an owner, signed in.')
  }
}
