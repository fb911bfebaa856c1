/** Texts that only the holder of a key can read (AES-256-GCM); one that was changed is refused. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** @param key 32 bytes. @returns Base64 of nonce, tag and what was encrypted. */
export function seal(text: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce)
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64')
}

/** @throws Error for another key, and for what is not as it was sealed. */
export function unseal(text: string, key: Buffer): string {
  const bytes = Buffer.from(text, 'base64')
  const encryptedAt = NONCE_BYTES + TAG_BYTES
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, encryptedAt))
  return decipher.update(bytes.subarray(encryptedAt), undefined, 'utf8') + decipher.final('utf8')
}

/** What one key seals and opens, where to open may fail: what another secret of the application has sealed. */
export class Sealing {
  readonly #key: Buffer

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#key = key
  }

  seal(text: string): string {
    return seal(text, this.#key)
  }

  /** @returns `null` for what another key has sealed. */
  open(sealed: string): string | null {
    try {
      return unseal(sealed, this.#key)
    } catch {
      return null
    }
  }
}
