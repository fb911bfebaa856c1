/** What is written to whom when an address changes. */
import type { Mail } from '../../../operations/mailer.ts'

/** To the new address. */
export function confirmation(to: string, link: string): Mail {
  return {
    to,
    subject: 'Confirm your new e-mail address',
    text: `Somebody, we hope you, asked to use this address for their account. Open this link to confirm it:\n\n${link}\n\nIt works once, for a day. Until then nothing changes. If it was not you, there is nothing to do.`,
  }
}

/** To an address that has an account: who asked is told the same as of any other. */
export function taken(to: string): Mail {
  return {
    to,
    subject: 'This address has an account already',
    text: 'Somebody, we hope you, asked to use this address for another account. It has an account of its own, so nothing changes. If it was you, sign in with this address, or change that account to another one first. If it was not you, there is nothing to do.',
  }
}

/** To the address that is, while there is time to stop it. */
export function warning(to: string, new_email: string, account: string): Mail {
  return {
    to,
    subject: 'Your e-mail address is to be changed',
    text: `Somebody who knows the password of this account asked to change its address to ${new_email}. It changes as soon as that address is confirmed.\n\nIf it was not you, change your password now, which ends the request as well:\n\n${account}`,
  }
}

/** To the address that was. */
export function notice(to: string, new_email: string): Mail {
  return {
    to,
    subject: 'Your e-mail address was changed',
    text: `This account is signed in to with ${new_email} from now on, and no longer with this address. If it was not you, write to whoever runs this Almanac.`,
  }
}
