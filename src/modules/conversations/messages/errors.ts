import { AppError } from '../../../lib/app-error.ts'

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
