/**
 * Idempotency-Key: a request that comes again with its key does nothing, and is answered with what
 * the first one was answered. Which routes take one is in route-table.ts.
 *
 *   claim   the handler may run ─── the same request runs now ─► 409
 *     │                         ├── it was answered ─► that answer, and the handler stays out of it
 *     ▼                         └── the key was another request's ─► 422
 *   settle  below 500 the answer is kept for a day; a fault of ours frees the key for another try
 *
 * Promises: of two that come at once one runs, in whatever process they are. A request that was
 * refused before its handler (401, 403, 422 by its schema, 429) takes no key. If the process dies
 * between the two steps, the key is free again after five minutes.
 *
 * An answer may hold what is shown only once, such as an API key: it is kept encrypted with a key
 * made of the application's secret and of the Idempotency-Key, of which only a hash is kept.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { getLogger } from '@logtape/logtape'
import type { Context } from '../context.ts'
import { AppError, InvalidValueError } from '../lib/app-error.ts'
import type { Principal } from '../modules/auth/principal.ts'
import { deleteKey, insertKey, type StandingKey, updateAnswer } from './idempotency-queries.ts'

export const ANSWERS_KEPT_MS = 24 * 3_600_000
/** Longer than any request may take; shorter would let the same thing run twice at once. */
const ABANDONED_AFTER_MS = 5 * 60_000
const RETRY_AFTER_SECONDS = 1
const VISIBLE_ASCII = /^[\x21-\x7e]{1,200}$/
const KEPT_TYPES = /^application\/(problem\+)?json\b/

const log = getLogger(['almanac', 'http'])

export class IdempotencyKeyReusedError extends AppError {
  constructor() {
    super(
      422,
      'idempotency_key_reused',
      'This Idempotency-Key came with another request before. Make a new key for each new request.',
    )
  }
}

export class StillRunningError extends AppError {
  constructor() {
    super(409, 'still_running', 'The first request with this Idempotency-Key is still running. Ask again.', {
      retry_after: RETRY_AFTER_SECONDS,
    })
  }
}

/** A key that is ours until it is settled. */
export interface Claim {
  organization_id: string
  principal_id: string
  /** SHA-256 of the key's text. */
  key: string
  created_at: number
  seal: Buffer
}

export interface KeyedRequest {
  principal: Principal
  key: string
  /** Method, path and query. */
  target: string
  body: unknown
}

export class IdempotencyKeys {
  readonly #context: Pick<Context, 'db' | 'clock'>
  readonly #secret: Buffer

  constructor(context: Pick<Context, 'db' | 'clock'>, secret: Buffer) {
    this.#context = context
    this.#secret = secret
  }

  /**
   * @returns The claim, or the answer that the same request was given before.
   * @throws InvalidValueError for a key that is none.
   * @throws IdempotencyKeyReusedError
   * @throws StillRunningError
   */
  async claim(request: KeyedRequest): Promise<Claim | Response> {
    if (!VISIBLE_ASCII.test(request.key)) {
      throw new InvalidValueError('Idempotency-Key', 'must be 1 to 200 visible ASCII characters')
    }
    const { db, clock } = this.#context
    const now = clock.now()
    const claim: Claim = {
      organization_id: request.principal.organization_id,
      principal_id: idOf(request.principal),
      key: sha256(request.key),
      created_at: now,
      seal: createHmac('sha256', this.#secret).update(request.key).digest(),
    }
    const request_hash = sha256(`${request.target}\n${JSON.stringify(request.body) ?? ''}`)
    const standing = await db.for(claim.organization_id).write((tx) =>
      insertKey(tx, {
        principal_id: claim.principal_id,
        key: claim.key,
        request_hash,
        now,
        kept_since: now - ANSWERS_KEPT_MS,
        running_since: now - ABANDONED_AFTER_MS,
      }),
    )
    return standing ? replay(standing, request_hash, claim.seal) : claim
  }

  /** Keeps the answer, or frees the key. @returns The response, which goes out either way. */
  async settle(claim: Claim, response: Response): Promise<Response> {
    try {
      const answer = isKept(response) ? await sealed(response, claim.seal) : null
      await this.#context.db
        .for(claim.organization_id)
        .write((tx) => (answer ? updateAnswer(tx, claim, answer) : deleteKey(tx, claim)))
    } catch (error) {
      // What was asked for is done: saying otherwise would be false. The key is free in five minutes.
      log.error('The answer to an Idempotency-Key could not be kept: {error}', { error })
    }
    return response
  }
}

function idOf(principal: Principal): string {
  return principal.kind === 'session' ? principal.member_id : principal.api_key_id
}

function replay({ request_hash, status, body }: StandingKey, asked: string, seal: Buffer): Response {
  if (request_hash !== asked) throw new IdempotencyKeyReusedError()
  if (status === null) throw new StillRunningError()
  const headers = new Headers({ 'idempotent-replayed': 'true' })
  if (body !== null) {
    headers.set('content-type', status < 400 ? 'application/json' : 'application/problem+json')
  }
  return new Response(body === null ? null : unseal(body, seal), { status, headers })
}

/** Not kept: faults of ours, streams, and answers that sign somebody in by a cookie. */
function isKept(response: Response): boolean {
  if (response.status >= 500 || response.headers.has('set-cookie')) return false
  return response.body === null || KEPT_TYPES.test(response.headers.get('content-type') ?? '')
}

async function sealed(response: Response, seal: Buffer) {
  const body = response.body === null ? null : sealText(await response.clone().text(), seal)
  return { status: response.status, body }
}

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Base64 of nonce, tag and what was encrypted. */
function sealText(text: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce)
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64')
}

function unseal(text: string, key: Buffer): string {
  const bytes = Buffer.from(text, 'base64')
  const encryptedAt = NONCE_BYTES + TAG_BYTES
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, encryptedAt))
  return decipher.update(bytes.subarray(encryptedAt), undefined, 'utf8') + decipher.final('utf8')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
