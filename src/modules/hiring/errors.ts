import { AppError } from '../../lib/app-error.ts'

/** A job or an application cannot become this from what it is. */
export class MoveNotAllowedError extends AppError {
  constructor(thing: string, from: string, to: string, allowed: readonly string[]) {
    const ways = allowed.length === 0 ? 'stays so' : `can become ${allowed.join(', ')}`
    super(409, 'move_not_allowed', `${thing} that is ${from} cannot become ${to}: it ${ways}.`, {
      from,
      to,
      allowed,
    })
  }
}
