/**
 * A sign-in between its beginning and its end, which is at the provider. It is kept in a cookie of the browser
 * that began it, and nowhere else: encrypted, for ten minutes. So nobody who is unknown fills a table,
 * and nobody is signed in by an address that somebody else has sent them.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Challenge, Provider } from '../../../lib/oidc/provider.ts'
import { seal, unseal } from '../../../lib/sealed-text.ts'
import type { Clock } from '../../../lib/time/clock.ts'

/** What it is for. */
export type Purpose =
  | { kind: 'sign_in'; organization?: { name: string; time_zone: string }; invitation?: string }
  | { kind: 'link'; user_id: string; session_id: string }

interface SignOn extends Challenge {
  purpose: Purpose
  ends_at: number
}

export const SIGN_ON_SECONDS = 600
const SECRET_BYTES = 32

/** Where there is a provider. */
export class SignOns {
  readonly #key: Buffer
  readonly #clock: Clock

  /** @param name What it is called on a button. */
  constructor(
    readonly provider: Provider,
    readonly name: string,
    { key, clock }: { key: Buffer; clock: Clock },
  ) {
    this.#key = key
    this.#clock = clock
  }

  /** @returns Where the browser goes, and what its cookie holds. @throws ProviderError */
  async begin(purpose: Purpose): Promise<{ authorization_url: string; sealed: string }> {
    const challenge = { state: secret(), nonce: secret(), verifier: secret() }
    const authorization_url = await this.provider.authorizationUrl(challenge)
    const signOn: SignOn = { ...challenge, purpose, ends_at: this.#clock.now() + SIGN_ON_SECONDS * 1000 }
    return { authorization_url, sealed: seal(JSON.stringify(signOn), this.#key) }
  }

  /** @param sealed What the cookie holds. @returns `null` for one that is over, another's or none of ours. */
  find(sealed: string, state: string): SignOn | null {
    try {
      // Nobody but us can have sealed it.
      const signOn = JSON.parse(unseal(sealed, this.#key)) as SignOn
      return this.#clock.now() < signOn.ends_at && isSame(signOn.state, state) ? signOn : null
    } catch {
      return null
    }
  }
}

function secret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
