import { AppError, ForbiddenError } from '../../../lib/app-error.ts'

export class NoProviderError extends AppError {
  constructor() {
    super(
      409,
      'no_single_sign_on',
      'There is no single sign-on here. Whoever runs this instance sets it up by OIDC_ISSUER.',
    )
  }
}

export class ProviderUnavailableError extends AppError {
  constructor() {
    super(
      503,
      'provider_unavailable',
      'The provider of single sign-on cannot be asked now, or is not set up as it should be. Try again in a while; whoever runs this instance finds the reason in its log, and by almanac doctor.',
      { retry_after: 10 },
    )
  }
}

/** Of a browser that did not begin it, or that is too late, or comes twice. */
export class SignOnOverError extends AppError {
  constructor() {
    super(
      409,
      'sign_on_over',
      'This sign-in is over, was finished before, or was begun in another browser. Begin again.',
    )
  }
}

/** The provider sent somebody back without saying who they are. */
export class ProviderRefusedError extends ForbiddenError {
  constructor() {
    super('provider_refused', 'The provider did not sign you in: it was cancelled, or you may not come here.')
  }
}

export class IdentityRefusedError extends ForbiddenError {
  constructor() {
    super('identity_refused', 'What the provider says does not prove who you are. Begin again.')
  }
}

export class EmailMissingError extends ForbiddenError {
  constructor() {
    super(
      'email_missing',
      'The provider names no e-mail address of yours, and an account needs one. Whoever runs the provider adds it (the claim email).',
    )
  }
}

/** Nobody is signed up by a sign-in that does not say for which organization. */
export class NoAccountError extends ForbiddenError {
  constructor() {
    super(
      'no_account',
      'You have no account here yet. Sign up with the name of your organization, or ask a member for an invitation.',
    )
  }
}

export class NoOrganizationError extends ForbiddenError {
  constructor() {
    super(
      'no_organization',
      'The organization that new people are to join is not there. Whoever runs this instance has named it, by OIDC_ORGANIZATION.',
    )
  }
}

/** That two addresses are the same proves nothing where one of them was never verified. */
export class AccountNotLinkedError extends AppError {
  constructor(because: 'provider' | 'account' | 'second_factor') {
    const why = {
      provider: 'the provider does not say that this address is verified',
      account: 'its address was never verified',
      second_factor: 'it has a second factor, which an address is not',
    }[because]
    super(
      409,
      'account_not_linked',
      `There is an account with your e-mail address, and ${why}. Sign in with your password, or reset it, and link the provider in your account.`,
    )
  }
}

export class LinkedOtherwiseError extends AppError {
  constructor() {
    super(
      409,
      'account_linked_otherwise',
      'This account is linked to somebody else at the provider. Unlink that one first, in the account.',
    )
  }
}

export class IdentityTakenError extends AppError {
  constructor() {
    super(
      409,
      'identity_taken',
      'Who you are at the provider is linked to another account. Sign in with the provider, and unlink it there first.',
    )
  }
}

/** Else whoever made an account with another's address would have a way in that stays when its owner comes. */
export class VerifyEmailFirstError extends ForbiddenError {
  constructor() {
    super(
      'verify_email_first',
      'The e-mail address of this account is not verified. Ask for a link to verify it, and link the provider then.',
    )
  }
}

export class LastWayInError extends AppError {
  constructor() {
    super(
      409,
      'last_way_in',
      'People sign in by the provider alone here: without it you could not come back.',
    )
  }
}
