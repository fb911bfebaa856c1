import { AppError } from '../../lib/app-error.ts'

export class InvalidInvitationError extends AppError {
  /** @param field Which holds the token: of sign-up and sign-in it is `invitation`. */
  constructor(field: 'token' | 'invitation') {
    super(
      422,
      'invalid_invitation',
      'This invitation is unknown, over, used or was replaced by a newer one. Ask for a new one.',
      { fields: { [field]: 'is not valid' } },
    )
  }
}
