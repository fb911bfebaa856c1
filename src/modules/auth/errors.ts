import { AppError } from '../../lib/app-error.ts'

export class NotSignedInError extends AppError {
  constructor() {
    super(
      401,
      'not_signed_in',
      'Present an access token (Authorization: Bearer …) or an API key (X-API-Key). This one is missing, wrong or over.',
    )
  }
}

export class WrongCredentialsError extends AppError {
  constructor() {
    super(401, 'wrong_credentials', 'The e-mail address or the password is wrong.')
  }
}

export class EmailTakenError extends AppError {
  constructor() {
    super(409, 'email_taken', 'There is an account with this e-mail address. Sign in instead.', {
      fields: { email: 'is taken' },
    })
  }
}

export class NoMembershipError extends AppError {
  constructor() {
    super(403, 'no_membership', 'This account belongs to no organization.')
  }
}
