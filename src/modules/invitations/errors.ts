import { AppError } from '../../lib/app-error.ts'

export class InvitationNotFoundError extends AppError {
  constructor() {
    super(404, 'invitation_not_found', 'This organization has no invitation with this id.')
  }
}

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

export class InvitationForAnotherError extends AppError {
  constructor() {
    super(
      403,
      'invitation_for_another',
      'This invitation was made for another e-mail address. Sign in with that one.',
    )
  }
}
