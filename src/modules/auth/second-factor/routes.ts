import { Elysia, t } from 'elysia'
import { access } from '../../../http/access.ts'
import { sessionOf } from '../session-of.ts'
import { ConfirmEnrolment, Enrol, Enrolment, ProveOwner, RecoveryCodes, SecondFactor } from './schema.ts'
import {
  confirmEnrolment,
  disableSecondFactor,
  enrol,
  type Needs,
  readSecondFactor,
  renewRecoveryCodes,
} from './second-factor.ts'

export function secondFactorRoutes(context: Needs) {
  return new Elysia({ prefix: '/second-factor' })
    .use(access)
    .get('', ({ principal }) => readSecondFactor(context, sessionOf(principal)), {
      requires: 'account',
      response: { 200: SecondFactor },
      detail: { summary: 'Whether signing in to your account takes a second factor' },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await enrol(context, sessionOf(principal), body)),
      {
        requires: 'account',
        refuses: [409],
        body: Enrol,
        response: { 201: Enrolment },
        detail: {
          summary: 'Ask for a secret for an authenticator app',
          description:
            'It is shown this once, and asked for once it is confirmed. A secret from before that was not confirmed no longer counts.',
        },
      },
    )
    .post('/confirm', ({ body, principal }) => confirmEnrolment(context, sessionOf(principal), body), {
      requires: 'account',
      refuses: [409],
      body: ConfirmEnrolment,
      response: { 200: RecoveryCodes },
      detail: {
        summary: 'Turn the second factor on, by a code of the app',
        description: 'Ends your other sessions.',
      },
    })
    .post(
      '/recovery-codes',
      ({ body, principal }) => renewRecoveryCodes(context, sessionOf(principal), body),
      {
        requires: 'account',
        refuses: [409],
        body: ProveOwner,
        response: { 200: RecoveryCodes },
        detail: { summary: 'Make new recovery codes', description: 'Those from before no longer work.' },
      },
    )
    .post(
      '/disable',
      async ({ body, principal, status }) => {
        await disableSecondFactor(context, sessionOf(principal), body)
        return status(204, undefined)
      },
      {
        requires: 'account',
        refuses: [409],
        body: ProveOwner,
        response: { 204: t.Void() },
        detail: { summary: 'Turn the second factor off' },
      },
    )
}
