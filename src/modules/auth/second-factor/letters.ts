/** What somebody is told of their second factor by mail, so that nobody changes it unseen. */
import type { Config } from '../../../config/env.ts'
import type { Mail } from '../../../operations/mailer.ts'

const IF_NOT = 'If it was not you, change your password now, and write to whoever runs this Almanac:'

/** Where one's own account is looked after. */
export function accountAddress({ public_url }: Pick<Config, 'public_url'>): string {
  return `${public_url}/#/account`
}

export function enabled(to: string, account: string): Mail {
  return {
    to,
    subject: 'Your second factor is on',
    text: `From now on, signing in to this account takes a code of your authenticator app as well. Your other devices are signed out. Keep your recovery codes where you find them without your phone.\n\n${IF_NOT}\n\n${account}`,
  }
}

export function disabled(to: string, account: string): Mail {
  return {
    to,
    subject: 'Your second factor is off',
    text: `From now on, this account is signed in to with its password alone.\n\n${IF_NOT}\n\n${account}`,
  }
}

export function disabledByOperator(to: string, account: string): Mail {
  return {
    to,
    subject: 'Your second factor was turned off',
    text: `Whoever runs this Almanac has turned the second factor of this account off, and signed it out everywhere. It is signed in to with its password alone. If you did not ask for that, write to them. You can set a second factor up again here:\n\n${account}`,
  }
}

export function codesMade(to: string, account: string): Mail {
  return {
    to,
    subject: 'You have new recovery codes',
    text: `New recovery codes were made for this account; those from before no longer work.\n\n${IF_NOT}\n\n${account}`,
  }
}

export function codeUsed(to: string, left: number, account: string): Mail {
  const rest = left === 1 ? 'One is left.' : left === 0 ? 'None is left: make new ones.' : `${left} are left.`
  return {
    to,
    subject: 'A recovery code was used',
    text: `A recovery code of this account was used in the place of a code of its app. ${rest}\n\n${IF_NOT}\n\n${account}`,
  }
}

export function guessed(to: string, account: string): Mail {
  return {
    to,
    subject: 'Somebody knows your password',
    text: `Somebody entered the right password of this account, and then several wrong codes. They were not let in. If it was not you, change your password now:\n\n${account}`,
  }
}
