import { AppError } from '../../../lib/app-error.ts'

export class MessageNotFoundError extends AppError {
  constructor() {
    super(404, 'message_not_found', 'This conversation has no message with this id.')
  }
}

export class MessageNotYoursError extends AppError {
  constructor(who: string) {
    super(403, 'message_not_yours', `This takes ${who}.`)
  }
}

export class RoleNotYoursError extends AppError {
  constructor(roles: readonly string[]) {
    super(
      403,
      'role_not_yours',
      `You may write as ${roles.join(' or ')} here, and not in the name of others.`,
    )
  }
}

export class MessageDeletedError extends AppError {
  constructor() {
    super(409, 'message_deleted', 'This message was deleted. Write another.')
  }
}
