import type { Mail } from '../../../operations/mailer.ts'

/** @param provider What it is called. */
export function linkedLetter(to: string, provider: string, account: string): Mail {
  return {
    to,
    subject: `${provider} is linked to your account`,
    text: `This account is signed in to with ${provider} from now on, too. If it was not you, unlink it in your account, and change your password:\n\n${account}`,
  }
}
