import { Elysia, t } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import type { Mailer } from '../../../operations/mailer.ts'
import type { ProvesOwners } from '../owner-proof.ts'
import { sessionOf } from '../session-of.ts'
import {
  cancelEmailChange,
  confirmEmailChange,
  readEmailChange,
  requestEmailChange,
  resendEmailChange,
} from './email-change.ts'
import { ConfirmEmailChange, EmailChange, RequestEmailChange } from './schema.ts'

type Needs = ProvesOwners & Pick<Base, 'clock' | 'config'> & { mailer: Mailer }

export function emailChangeRoutes(context: Needs) {
  return new Elysia({ prefix: '/email-change' })
    .use(access)
    .get('', ({ principal }) => readEmailChange(context, sessionOf(principal)), {
      requires: 'account',
      response: { 200: EmailChange },
      detail: { summary: 'The e-mail address that waits to be confirmed as yours' },
    })
    .post(
      '',
      async ({ body, principal, status }) =>
        status(202, await requestEmailChange(context, sessionOf(principal), body)),
      {
        requires: 'account',
        limit: 'auth.mail',
        body: RequestEmailChange,
        response: { 202: EmailChange },
        detail: {
          summary: 'Ask for another e-mail address',
          description:
            'A link goes to it, and your address changes when that is opened; your present address is told. ' +
            'The answer is the same where the address has an account.',
        },
      },
    )
    .post(
      '/send',
      async ({ principal, status }) => status(202, await resendEmailChange(context, sessionOf(principal))),
      {
        requires: 'account',
        limit: 'auth.mail',
        response: { 202: EmailChange },
        detail: {
          summary: 'Send the link to your new e-mail address again',
          description: 'The one before no longer works. Nothing is sent where nothing waits.',
        },
      },
    )
    .delete(
      '',
      async ({ principal, status }) => {
        await cancelEmailChange(context, sessionOf(principal))
        return status(204, undefined)
      },
      {
        requires: 'account',
        response: { 204: t.Void() },
        detail: { summary: 'Keep your e-mail address as it is', description: 'The link no longer works.' },
      },
    )
    .post(
      '/confirm',
      async ({ body, status }) => {
        await confirmEmailChange(context, body.token)
        return status(204, undefined)
      },
      {
        public: true,
        refuses: [409],
        limit: 'auth.sign_in',
        body: ConfirmEmailChange,
        response: { 204: t.Void() },
        detail: {
          summary: 'Change an e-mail address by the link that was sent to it',
          description: 'Sessions stay; links that were sent to the address before no longer work.',
        },
      },
    )
}
