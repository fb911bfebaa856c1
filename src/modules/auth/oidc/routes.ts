import { Elysia, t } from 'elysia'
import { access } from '../../../http/access.ts'
import { cookieValue } from '../../../http/credential.ts'
import { deviceOf } from '../../../http/request-info.ts'
import { SIGN_ON_COOKIE, sessionCookies, signOnCookie } from '../cookies.ts'
import type { ProvesOwners } from '../owner-proof.ts'
import { SignedIn } from '../schema.ts'
import { sessionOf } from '../session-of.ts'
import { beginLink, beginSignOn } from './begin.ts'
import { finishSignOn } from './finish.ts'
import { listOwnIdentities, unlinkIdentity } from './identities.ts'
import {
  BeginSingleSignOn,
  FinishSingleSignOn,
  ProveIdentityOwner,
  SingleSignOnBegun,
  UserIdentities,
} from './schema.ts'
import type { NeedsOfSignOn } from './sign-in-as.ts'
import { SIGN_ON_SECONDS } from './sign-ons.ts'

type Needs = NeedsOfSignOn & ProvesOwners

export function singleSignOnRoutes(context: Needs) {
  return new Elysia()
    .use(access)
    .post(
      '/oidc/start',
      async ({ body, set }) => {
        const { authorization_url, sealed } = await beginSignOn(context, body)
        set.headers['set-cookie'] = signOnCookie(context, sealed, SIGN_ON_SECONDS)
        return { authorization_url }
      },
      {
        public: true,
        refuses: [409],
        body: BeginSingleSignOn,
        response: { 200: SingleSignOnBegun },
        detail: {
          summary: 'Begin to sign in by the provider of single sign-on',
          description:
            'Send the browser to the address. The provider sends it back to `/sso` of the page, and what it adds ' +
            'to that goes to `/auth/oidc/finish`, with the cookie that this answer sets, within ten minutes. ' +
            'To sign up, name an organization to found or an invitation.',
        },
      },
    )
    .post(
      '/oidc/finish',
      async ({ body, request, set, status }) => {
        const sealed = cookieValue(request.headers.get('cookie') ?? '', SIGN_ON_COOKIE) ?? ''
        const finished = await finishSignOn(context, body, sealed, deviceOf(request))
        // It is not to be finished twice.
        const isOver = signOnCookie(context, '', 0)
        set.headers['set-cookie'] = isOver
        if (finished === null) return status(204, undefined)
        const { signedIn, isNew } = finished
        set.headers['set-cookie'] = [...sessionCookies(context, signedIn), isOver]
        return status(isNew ? 201 : 200, signedIn)
      },
      {
        public: true,
        refuses: [401, 403, 409],
        limit: 'auth.sign_in',
        body: FinishSingleSignOn,
        response: { 200: SignedIn, 201: SignedIn, 204: t.Void() },
        detail: {
          summary: 'Sign in by what the provider has sent back',
          description:
            'As whom it names: 201 where an account was made for that, 204 where it was begun to link the provider to one. ' +
            'An account of the same e-mail address is linked where both sides have verified it.',
        },
      },
    )
    .post(
      '/oidc/link',
      async ({ body, principal, set }) => {
        const { authorization_url, sealed } = await beginLink(context, sessionOf(principal), body)
        set.headers['set-cookie'] = signOnCookie(context, sealed, SIGN_ON_SECONDS)
        return { authorization_url }
      },
      {
        requires: 'account',
        refuses: [409],
        body: ProveIdentityOwner,
        response: { 200: SingleSignOnBegun },
        detail: {
          summary: 'Begin to link the provider of single sign-on to your account',
          description: 'As to sign in; it is finished by `/auth/oidc/finish`, too.',
        },
      },
    )
    .get(
      '/identities',
      async ({ principal }) => ({
        items: await listOwnIdentities(context, sessionOf(principal)),
        next_cursor: null,
      }),
      {
        requires: 'account',
        response: { 200: UserIdentities },
        detail: { summary: 'Who you are at the provider of single sign-on' },
      },
    )
    .post(
      '/identities/:id/unlink',
      async ({ body, params, principal, status }) => {
        await unlinkIdentity(context, sessionOf(principal), params.id, body)
        return status(204, undefined)
      },
      {
        requires: 'account',
        refuses: [409],
        params: t.Object({ id: t.String() }),
        body: ProveIdentityOwner,
        response: { 204: t.Void() },
        detail: {
          summary: 'Unlink the provider from your account',
          description: 'With the password, by which you sign in from then on. Sessions stay.',
        },
      },
    )
}
