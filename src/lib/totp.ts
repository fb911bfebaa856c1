/**
 * One-time passwords by time (TOTP, RFC 6238, on HOTP, RFC 4226): HMAC-SHA-1, 30 seconds, six digits,
 * which is what every authenticator app takes; many pass other values by in silence. It is ten lines of
 * the RFC, checked by its test vectors: a package would bring a parser of addresses, and more algorithms
 * than may be used.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { toBase32 } from './base32.ts'

const STEP_MS = 30_000
const DIGITS = 6
/** How many steps a clock may be ahead or behind. */
const SKEW = 1
/** As RFC 4226 recommends: what HMAC-SHA-1 makes use of. */
export const TOTP_SECRET_BYTES = 20

export function isTotpCode(text: string): boolean {
  return /^[0-9]{6}$/.test(text)
}

/** Which step of 30 seconds an instant is in. @param at Epoch ms. */
export function stepAt(at: number): number {
  return Math.floor(at / STEP_MS)
}

export function codeOf(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  // Where the last four bits say, 31 bits are taken.
  const from = mac.readUInt8(mac.length - 1) & 15
  const number = mac.readUInt32BE(from) & 0x7fffffff
  return `${number % 10 ** digits}`.padStart(digits, '0')
}

/**
 * The step of which this is the code: of this one, the one before or the one after, and none up to the
 * one that was used last. Takes as long whichever it is, and where it is none.
 *
 * @param code Six digits: see `isTotpCode`.
 * @param last The step used last. One that is ahead of all these is of a clock that was set back since,
 *   and refuses nothing.
 */
export function stepOfCode(secret: Buffer, code: string, at: number, last: number | null): number | null {
  const present = stepAt(at)
  const used = last !== null && last <= present + SKEW ? last : Number.NEGATIVE_INFINITY
  const given = Buffer.from(code)
  let found: number | null = null
  for (let step = present - SKEW; step <= present + SKEW; step += 1) {
    const isSame = timingSafeEqual(Buffer.from(codeOf(secret, step)), given)
    // The latest: of two steps that happen to have one code, none is left to use it again.
    if (isSame && step > used) found = step
  }
  return found
}

/** The address that an authenticator app reads: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function otpauthUri(secret: Buffer, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const given = `secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}`
  return `otpauth://totp/${label}?${given}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`
}
