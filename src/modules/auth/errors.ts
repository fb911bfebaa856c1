import { AppError } from '../../lib/app-error.ts'

export class WrongCredentialsError extends AppError {
  constructor() {
    super(401, 'wrong_credentials', 'The e-mail address or the password is wrong.')
  }
}

export class EmailTakenError extends AppError {
  /** @param fields What of the request names the address. */
  constructor(
    fields: Record<string, string> = { email: 'is taken' },
    detail = 'There is an account with this e-mail address. Sign in instead.',
  ) {
    super(409, 'email_taken', detail, { fields })
  }
}

export class LastAdministratorError extends AppError {
  constructor() {
    super(
      409,
      'last_administrator',
      'Nobody else administers the instance. Make somebody else an administrator first.',
    )
  }
}

export class WrongPasswordError extends AppError {
  constructor() {
    super(422, 'wrong_password', 'The current password is wrong.', {
      fields: { current_password: 'is wrong' },
    })
  }
}

export class InvalidRefreshTokenError extends AppError {
  constructor() {
    super(
      401,
      'invalid_refresh_token',
      'This refresh token is unknown, over or was used before. Sign in again.',
    )
  }
}

export class InvalidLinkError extends AppError {
  constructor() {
    super(422, 'invalid_link', 'This link is unknown, over or was used before. Ask for a new one.', {
      fields: { token: 'is not valid' },
    })
  }
}

export class SignUpClosedError extends AppError {
  constructor(mode: 'invite' | 'closed') {
    const how = mode === 'invite' ? 'Ask a member for an invitation.' : 'Ask whoever runs this instance.'
    super(403, 'sign_up_closed', `Signing up is not open here. ${how}`)
  }
}
