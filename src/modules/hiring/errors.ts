import { AppError } from '../../lib/app-error.ts'

export class NotYoursError extends AppError {
  constructor(who: string) {
    super(403, 'hiring_not_yours', `This takes ${who}.`)
  }
}

/** What hangs on a job or an application comes back with it, or after it. */
export class InTrashError extends AppError {
  constructor(what: 'job' | 'application') {
    super(409, `${what}_in_trash`, `Its ${what} is in the trash: bring that back first.`)
  }
}

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
