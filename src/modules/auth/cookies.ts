/** The cookies that a browser is given at sign-in. Scripts cannot read them. */

import { ACCESS_TOKEN_SECONDS } from '../../access/access-tokens.ts'
import type { Base } from '../../base.ts'
import type { SignedIn } from './schema.ts'
import { SESSION_SECONDS } from './sessions.ts'

export const REFRESH_COOKIE = 'refresh_token'
const REFRESH_PATH = '/api/v1/auth'

type Needs = Pick<Base, 'config'>

/** For `set.headers['set-cookie']`. */
export function sessionCookies(context: Needs, { access_token, refresh_token }: SignedIn): string[] {
  return [
    cookie(context, `auth_token=${access_token}; Path=/; SameSite=Lax`, ACCESS_TOKEN_SECONDS),
    cookie(
      context,
      `${REFRESH_COOKIE}=${refresh_token}; Path=${REFRESH_PATH}; SameSite=Strict`,
      SESSION_SECONDS,
    ),
  ]
}

const SIGN_ON_PATH = '/api/v1/auth/oidc'
export const SIGN_ON_COOKIE = 'sign_on'

/** Of a sign-in that is begun, until the provider has sent its browser back. Empty: of none. */
export function signOnCookie(context: Needs, sealed: string, seconds: number): string {
  return cookie(context, `${SIGN_ON_COOKIE}=${sealed}; Path=${SIGN_ON_PATH}; SameSite=Strict`, seconds)
}

export function clearedCookies(context: Needs): string[] {
  return [
    cookie(context, 'auth_token=; Path=/; SameSite=Lax', 0),
    cookie(context, 'access_token=; Path=/; SameSite=Lax', 0),
    cookie(context, `${REFRESH_COOKIE}=; Path=${REFRESH_PATH}; SameSite=Strict`, 0),
  ]
}

function cookie({ config }: Needs, text: string, seconds: number): string {
  // A browser keeps `Secure` cookies from plain http, which is how one tries Almanac at home.
  const secure = config.public_url.startsWith('https:') ? '; Secure' : ''
  return `${text}; Max-Age=${seconds}; HttpOnly${secure}`
}
