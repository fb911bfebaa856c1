/** A sign-in that goes on at the provider of single sign-on, which sends the browser back to `/sso`. */
import type { BeginSingleSignOn, ProveIdentityOwner } from '../../../docs/api-types.ts'
import { call } from '../api/client.ts'

const KEY = 'almanac-sign-on'
const HOME = '#/'

/** @param back Where to go once it is done. */
export async function beginSignOn(back: string, body: BeginSingleSignOn = {}): Promise<void> {
  leave(back, await call('POST /api/v1/auth/oidc/start', { body }))
}

/** The same to link who one is there to the account. */
export async function beginLink(body: ProveIdentityOwner): Promise<void> {
  leave('#/account', await call('POST /api/v1/auth/oidc/link', { body }))
}

/** A place in this page, whatever stands there: once. */
export function placeBefore(): string {
  const back = sessionStorage.getItem(KEY) ?? HOME
  sessionStorage.removeItem(KEY)
  return back.startsWith(HOME) ? back : HOME
}

function leave(back: string, { authorization_url }: { authorization_url: string }): void {
  sessionStorage.setItem(KEY, back)
  location.assign(authorization_url)
}
