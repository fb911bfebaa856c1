/**
 * The secrets by which deliveries are signed. They are needed in the clear for each delivery, so that no
 * hash would do: they are kept sealed (`Sealing`) by a key made of the application's secret.
 */
import { createHmac, randomBytes } from 'node:crypto'

/** Of Standard Webhooks: what follows is base64. */
const PREFIX = 'whsec_'
const BYTES = 32

export function newWebhookSecret(): string {
  return PREFIX + randomBytes(BYTES).toString('base64')
}

export interface Signed {
  id: string
  /** Of the attempt, in epoch seconds. */
  timestamp: number
  body: string
}

/** As Standard Webhooks has it, https://github.com/standard-webhooks/standard-webhooks: one for each secret. */
export function signatureOf({ id, timestamp, body }: Signed, secrets: readonly string[]): string {
  const signed = `${id}.${timestamp}.${body}`
  return secrets.map((secret) => `v1,${hmac(secret, signed)}`).join(' ')
}

function hmac(secret: string, text: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return createHmac('sha256', key).update(text).digest('base64')
}
