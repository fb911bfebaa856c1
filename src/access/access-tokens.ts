/** Access tokens: JWTs (HS256) that name a session. What it may do is looked up, not carried. */
import { createHmac } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { keyFor } from '../config/secret.ts'
import type { Clock } from '../lib/time/clock.ts'

export const ACCESS_TOKEN_SECONDS = 15 * 60
const ISSUER = 'almanac'

export class AccessTokens {
  readonly #key: Uint8Array
  readonly #refreshKey: Buffer

  constructor(
    secret: string,
    readonly clock: Clock,
  ) {
    this.#key = new TextEncoder().encode(secret)
    this.#refreshKey = keyFor('refresh', secret)
  }

  sign(sessionId: string): Promise<string> {
    const now = Math.floor(this.clock.now() / 1000)
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setIssuedAt(now)
      .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
      .sign(this.#key)
  }

  /** The refresh token that comes after this one: the same each time. */
  successorOf(refreshToken: string): string {
    return createHmac('sha256', this.#refreshKey).update(refreshToken).digest('base64url')
  }

  /** @returns `null` for a token that is forged, damaged or over. `ends_at` is epoch ms. */
  async verify(token: string): Promise<{ session_id: string; ends_at: number } | null> {
    try {
      const currentDate = new Date(this.clock.now())
      const { payload } = await jwtVerify(token, this.#key, {
        issuer: ISSUER,
        algorithms: ['HS256'],
        currentDate,
      })
      if (typeof payload.sid !== 'string' || payload.exp === undefined) return null
      return { session_id: payload.sid, ends_at: payload.exp * 1000 }
    } catch {
      return null
    }
  }
}
