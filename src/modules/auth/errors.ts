import type { Base } from '../../base.ts'
import { AppError, ForbiddenError } from '../../lib/app-error.ts'

export class WrongCredentialsError extends AppError {
  constructor() {
    super(401, 'wrong_credentials', 'The e-mail address or the password is wrong.')
  }
}

export class PasswordsOffError extends ForbiddenError {
  constructor() {
    super('passwords_off', 'Passwords are not taken here. Sign in by single sign-on.')
  }
}

/** @throws PasswordsOffError */
export function assertPasswordsTaken({ config }: Pick<Base, 'config'>): void {
  if (config.password_sign_in === 'off') throw new PasswordsOffError()
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

/** What is asked goes on with a code: nothing has been done. */
export class SecondFactorRequiredError extends AppError {
  constructor() {
    super(
      403,
      'second_factor_required',
      'This takes a second factor: send it again with "code", the six digits of your authenticator app or a recovery code.',
      { fields: { code: 'is missing' } },
    )
  }
}

export class WrongCodeError extends AppError {
  /** @param status 401 where somebody signs in, 422 where they have. */
  constructor(status: 401 | 422) {
    super(
      status,
      'wrong_code',
      'The code is wrong, over or was used before. Send the one that your app shows now, or a recovery code.',
      { fields: { code: 'is wrong' } },
    )
  }
}

/** The secret of the instance was replaced, and what was sealed by the one before cannot be read. */
export class CodesUnreadableError extends AppError {
  constructor() {
    super(
      409,
      'second_factor_unreadable',
      'Codes of your app cannot be checked any more, since the secret of this Almanac was replaced. Send a recovery code, or ask whoever runs it to turn your second factor off.',
    )
  }
}

export class SecondFactorOnError extends AppError {
  constructor() {
    super(409, 'second_factor_on', 'Your second factor is on already. Turn it off to set up another.')
  }
}

export class SecondFactorOffError extends AppError {
  constructor() {
    super(409, 'second_factor_off', 'Your second factor is off. Set one up first.')
  }
}

export class NotEnrolledError extends AppError {
  constructor() {
    super(
      409,
      'not_enrolled',
      'There is no secret to confirm, or it was made more than an hour ago. Ask for a new one.',
    )
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
