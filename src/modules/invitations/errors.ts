import { AppError } from '../../lib/app-error.ts'

export class InvalidInvitationError extends AppError {
  constructor() {
    super(
      422,
      'invalid_invitation',
      'This invitation is unknown, over, used or was replaced by a newer one. Ask for a new one.',
      { fields: { token: 'is not valid' } },
    )
  }
}
