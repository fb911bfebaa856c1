/** The text of an API key: told apart from a JWT, and found by secret scanners, by its prefix. */
export const API_KEY_PREFIX = 'alm_'
const SHOWN_CHARACTERS = 12

export function newKeyText(): string {
  const random = crypto.getRandomValues(new Uint8Array(32))
  return API_KEY_PREFIX + Buffer.from(random).toString('base64url')
}

/** A fast hash is enough: the key is 256 random bits, not a password. */
export function hashKey(key: string): string {
  return new Bun.CryptoHasher('sha256').update(key).digest('hex')
}

export function startOfKey(key: string): string {
  return key.slice(0, SHOWN_CHARACTERS)
}
