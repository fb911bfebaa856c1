/** One attempt to deliver, and what its answer means. */
import type { Base } from '../base.ts'
import { ForbiddenAddressError, UnreachableError } from '../lib/outgoing/errors.ts'
import type { Outgoing } from '../lib/outgoing/outgoing.ts'
import type { Sealing } from '../lib/sealed-text.ts'
import type { DeliveryRow, PlacedWebhook } from './queries.ts'
import { retryAfterOf } from './retries.ts'
import { signatureOf } from './secrets.ts'

const TIMEOUT_MS = 10_000
/** Of an answer nothing but its status is of interest. */
const MOST_BYTES = 4_096

const HTTP_GONE = 410

export interface Attempt {
  isTaken: boolean
  /** Why not, in words. */
  error: string | null
  response_status: number | null
  duration_ms: number | null
  /** What the receiver asks for. */
  retry_after_ms: number
  /** Why nothing more is to be sent, whatever it is. */
  stops?: 'gone' | 'secret_unreadable'
}

type Needs = Pick<Base, 'clock'> & { outgoing: Outgoing; webhookSecrets: Sealing }

export async function attempt(
  context: Needs,
  webhook: PlacedWebhook,
  delivery: DeliveryRow,
  signal: AbortSignal,
): Promise<Attempt> {
  const now = context.clock.now()
  const secrets = secretsOf(context.webhookSecrets, webhook, now)
  if (secrets === null) return { ...UNANSWERED, error: UNREADABLE, stops: 'secret_unreadable' }
  const body = bodyOf(delivery)
  const timestamp = Math.floor(now / 1_000)
  const started = performance.now()
  try {
    const answer = await context.outgoing.send({
      url: new URL(webhook.url),
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'Almanac-Webhooks',
        'webhook-id': delivery.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf({ id: delivery.id, timestamp, body }, secrets),
      },
      body,
      ...{ timeout_ms: TIMEOUT_MS, most_bytes: MOST_BYTES, signal },
    })
    return judged(answer, now)
  } catch (error) {
    if (!(error instanceof UnreachableError) && !(error instanceof ForbiddenAddressError)) throw error
    return { ...UNANSWERED, error: error.message, duration_ms: Math.round(performance.now() - started) }
  }
}

const UNREADABLE =
  'Its secret cannot be read, because that of the instance was replaced. Give it another by rotate-secret, and switch it on.'

const UNANSWERED: Attempt = {
  ...{ isTaken: false, error: null, response_status: null, duration_ms: null, retry_after_ms: 0 },
}

/** The same bytes for each attempt. */
export function bodyOf({ type, happened_at, data }: DeliveryRow): string {
  return JSON.stringify({ type, timestamp: new Date(happened_at).toISOString(), data })
}

function secretsOf(
  secrets: Sealing,
  { sealed_secret, previous_sealed_secret, previous_until_at }: PlacedWebhook,
  now: number,
): string[] | null {
  const current = secrets.open(sealed_secret)
  if (current === null) return null
  const isBoth = previous_sealed_secret !== null && previous_until_at !== null && now < previous_until_at
  const previous = isBoth ? secrets.open(previous_sealed_secret) : null
  return previous === null ? [current] : [current, previous]
}

type Answered = { status: number; headers: Record<string, unknown>; duration_ms: number }

function judged({ status, headers, duration_ms }: Answered, now: number): Attempt {
  const isTaken = status >= 200 && status < 300
  const retryAfter = headers['retry-after']
  const retry_after_ms = retryAfterOf(status, typeof retryAfter === 'string' ? retryAfter : undefined, now)
  const said = { isTaken, error: isTaken ? null : reasonOf(status), response_status: status, duration_ms }
  return { ...said, retry_after_ms, ...(status === HTTP_GONE && { stops: 'gone' as const }) }
}

function reasonOf(status: number): string {
  if (status >= 300 && status < 400) return `it answered ${status}, and redirects are not followed`
  return `it answered ${status}`
}
