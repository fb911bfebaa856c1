import { Elysia, t } from 'elysia'
import type { AccessTokens } from '../../access/access-tokens.ts'
import type { Limits } from '../../access/limits.ts'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { cookieValue } from '../../http/credential.ts'
import { deviceOf } from '../../http/request-info.ts'
import type { Mailer } from '../../operations/mailer.ts'
import { changeAccount } from './change-account.ts'
import { changePassword } from './change-password.ts'
import { clearedCookies, REFRESH_COOKIE, sessionCookies } from './cookies.ts'
import { emailChangeRoutes } from './email-change/routes.ts'
import { singleSignOnRoutes } from './oidc/routes.ts'
import type { SignOns } from './oidc/sign-ons.ts'
import { readOwnAccount } from './own-account.ts'
import type { PasswordChecks } from './password-checks.ts'
import { requestPasswordReset, resetPassword } from './password-reset.ts'
import type { PasswordHashes } from './passwords.ts'
import { refreshSession } from './refresh-session.ts'
import {
  Account,
  ChangeAccount,
  ChangePassword,
  OwnAccount,
  OwnAccountQuery,
  Refresh,
  RequestReset,
  ResetPassword,
  Sessions,
  SignedIn,
  SignIn,
  SignUp,
  SwitchOrganization,
  VerifyEmail,
} from './schema.ts'
import { secondFactorRoutes } from './second-factor/routes.ts'
import type { Needs as SecondFactorNeeds } from './second-factor/second-factor.ts'
import { sessionOf } from './session-of.ts'
import { listSessions, revokeOtherSessions, revokeSession, signOut } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'
import { switchOrganization } from './switch-organization.ts'
import { requestVerification, verifyEmail } from './verify-email.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId' | 'config'> &
  SecondFactorNeeds & {
    tokens: AccessTokens
    limits: Limits
    mailer: Mailer
    passwords: PasswordChecks
    passwordHashes: PasswordHashes
    signOns: SignOns | null
  }

const NOTHING = { 204: t.Void() }

export function authRoutes(context: Needs) {
  return new Elysia({ prefix: '/api/v1/auth', tags: ['Identity'] })
    .use(access)
    .use(signingIn(context))
    .use(ownAccount(context))
    .use(links(context))
    .use(emailChangeRoutes(context))
    .use(secondFactorRoutes(context))
    .use(singleSignOnRoutes(context))
}

/** From nobody to somebody. */
function signingIn(context: Needs) {
  return new Elysia()
    .use(access)
    .post(
      '/signup',
      async ({ body, request, set, status }) => {
        const signedIn = await signUp(context, body, deviceOf(request))
        set.headers['set-cookie'] = sessionCookies(context, signedIn)
        return status(201, signedIn)
      },
      {
        public: true,
        refuses: [403, 409],
        limit: 'auth.sign_up',
        body: SignUp,
        response: { 201: SignedIn },
        detail: {
          summary: 'Sign up',
          description: 'Makes a user and an organization, or accepts an invitation, and signs in.',
        },
      },
    )
    .post(
      '/signin',
      async ({ body, request, set }) => {
        const signedIn = await signIn(context, body, deviceOf(request))
        set.headers['set-cookie'] = sessionCookies(context, signedIn)
        return signedIn
      },
      {
        public: true,
        refuses: [401, 403, 409],
        limit: 'auth.sign_in',
        body: SignIn,
        response: { 200: SignedIn },
        detail: {
          summary: 'Sign in',
          description:
            'Where the account has a second factor, the right password without a code is refused as second_factor_required: send it again with one.',
        },
      },
    )
    .post(
      '/refresh',
      async ({ body, request, set }) => {
        const fromCookie = cookieValue(request.headers.get('cookie') ?? '', REFRESH_COOKIE)
        const signedIn = await refreshSession(
          context,
          body?.refresh_token ?? fromCookie ?? '',
          deviceOf(request),
        )
        set.headers['set-cookie'] = sessionCookies(context, signedIn)
        return signedIn
      },
      {
        public: true,
        refuses: [401],
        limit: 'auth.refresh',
        body: t.Optional(Refresh),
        response: { 200: SignedIn },
        detail: {
          summary: 'New tokens for a refresh token',
          description:
            'It works once. One that comes twice ends the session, unless the same client asks again within seconds, ' +
            'as two tabs do: it is given the same tokens.',
        },
      },
    )
}

/** Of somebody, for themselves. */
function ownAccount(context: Needs) {
  return new Elysia()
    .use(access)
    .get('/me', ({ query, principal }) => readOwnAccount(context, sessionOf(principal), query), {
      requires: 'account',
      query: OwnAccountQuery,
      response: { 200: OwnAccount },
      detail: { summary: 'Who is signed in' },
    })
    .patch('/me', ({ body, principal }) => changeAccount(context, sessionOf(principal), body), {
      requires: 'account',
      body: ChangeAccount,
      response: { 200: Account },
      detail: { summary: 'Change your name, and how the page is for you' },
    })
    .post(
      '/signout',
      async ({ principal, set, status }) => {
        await signOut(context, sessionOf(principal))
        set.headers['set-cookie'] = clearedCookies(context)
        return status(204, undefined)
      },
      {
        requires: 'account',
        response: { ...NOTHING },
        detail: { summary: 'Sign out' },
      },
    )
    .get(
      '/sessions',
      async ({ principal }) => ({
        items: await listSessions(context, sessionOf(principal)),
        next_cursor: null,
      }),
      {
        requires: 'account',
        response: { 200: Sessions },
        detail: { summary: 'The devices on which you are signed in' },
      },
    )
    .delete(
      '/sessions/:id',
      async ({ params, principal, status }) => {
        await revokeSession(context, sessionOf(principal), params.id)
        return status(204, undefined)
      },
      {
        requires: 'account',
        params: t.Object({ id: t.String() }),
        response: { ...NOTHING },
        detail: { summary: 'Sign a device out' },
      },
    )
    .delete(
      '/sessions',
      async ({ principal, status }) => {
        await revokeOtherSessions(context, sessionOf(principal))
        return status(204, undefined)
      },
      {
        requires: 'account',
        response: { ...NOTHING },
        detail: { summary: 'Sign all your other devices out' },
      },
    )
    .post(
      '/change-password',
      async ({ body, principal, status }) => {
        await changePassword(context, sessionOf(principal), body)
        return status(204, undefined)
      },
      {
        requires: 'account',
        body: ChangePassword,
        response: { ...NOTHING },
        detail: { summary: 'Change the password', description: 'Ends your other sessions.' },
      },
    )
    .post(
      '/switch-organization',
      ({ body, principal }) => switchOrganization(context, sessionOf(principal), body.organization_id),
      {
        requires: 'account',
        refuses: [404],
        body: SwitchOrganization,
        response: { 200: Account },
        detail: { summary: 'Work in another of your organizations' },
      },
    )
}

/** Links sent by e-mail. */
function links(context: Needs) {
  return new Elysia()
    .use(access)
    .post(
      '/password-reset',
      async ({ body, status }) => {
        await requestPasswordReset(context, body.email)
        return status(202, { status: 'sent_if_known' as const })
      },
      {
        public: true,
        limit: 'auth.mail',
        body: RequestReset,
        response: { 202: t.Object({ status: t.Literal('sent_if_known') }) },
        detail: { summary: 'Ask for a link to reset a password' },
      },
    )
    .post(
      '/password-reset/confirm',
      async ({ body, status }) => {
        await resetPassword(context, body)
        return status(204, undefined)
      },
      {
        public: true,
        limit: 'auth.sign_in',
        body: ResetPassword,
        response: { ...NOTHING },
        detail: { summary: 'Set a new password by a link', description: 'Ends all sessions.' },
      },
    )
    .post(
      '/verify-email/send',
      async ({ principal, status }) => {
        await requestVerification(context, sessionOf(principal))
        return status(202, { status: 'sent_if_needed' as const })
      },
      {
        requires: 'account',
        limit: 'auth.mail',
        response: { 202: t.Object({ status: t.Literal('sent_if_needed') }) },
        detail: { summary: 'Ask for a link to verify your e-mail address' },
      },
    )
    .post(
      '/verify-email',
      async ({ body, status }) => {
        await verifyEmail(context, body.token)
        return status(204, undefined)
      },
      {
        public: true,
        limit: 'auth.sign_in',
        body: VerifyEmail,
        response: { ...NOTHING },
        detail: { summary: 'Verify an e-mail address by a link' },
      },
    )
}
