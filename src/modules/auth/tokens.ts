/** Secrets that we hand out: 256 random bits as text, of which we keep only the hash. */
export function newSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
}

/** A fast hash is enough for what is random; passwords have their own. */
export function hashSecret(secret: string): string {
  return new Bun.CryptoHasher('sha256').update(secret).digest('hex')
}
