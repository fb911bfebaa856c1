/**
 * Idempotency-Key: a request that comes again with its key runs nothing twice, and is answered with
 * what the first one was answered. Which routes take one is in route-table.ts.
 *
 * No answer is kept. What each write of the action came to is, in the transaction of that write (see
 * db/once.ts): a request that comes again passes its handler again, whose writes are answered from
 * what they came to. So there is one commit for both, and no moment in between:
 *
 *   it had committed     the same answer, with the header Idempotent-Replayed
 *   it had not           it runs, whatever became of the first: refused, killed, cut off
 *   it is running        this one waits for its commit, and is then answered the same
 *
 * Promises: a key is taken by what was done, and by nothing else. What was refused (4xx) did nothing:
 * it is judged again, as things are now. The key with another request is refused (422). Kept for a
 * day; then the key is free.
 *
 * An outcome may hold what is shown only once, such as an API key: it is kept encrypted with a key
 * made of the application's secret and of the Idempotency-Key, of which only a hash is kept.
 */
import { createHash, createHmac } from 'node:crypto'
import type { Principal } from '../access/principal.ts'
import type { Base } from '../base.ts'
import type { InstanceWrite } from '../db/handle.ts'
import { once, type Step, type Steps } from '../db/once.ts'
import { AppError, InvalidValueError } from '../lib/app-error.ts'
import { seal, unseal } from '../lib/sealed-text.ts'
import type { Resource } from '../resources/resource.ts'
import { insertStep, type StepKey, updateOutcome } from './idempotency-queries.ts'

const OUTCOMES_KEPT_MS = 24 * 3_600_000
const VISIBLE_ASCII = /^[\x21-\x7e]{1,200}$/

export const idempotentWrite: Resource = {
  kind: 'idempotent_write',
  table: 'idempotent_writes',
  key: 'organization_id, principal_id, key, step',
  over: `created_at <= :now - ${OUTCOMES_KEPT_MS}`,
}

export class IdempotencyKeyReusedError extends AppError {
  constructor() {
    super(
      422,
      'idempotency_key_reused',
      'This Idempotency-Key came with another request before. Make a new key for each new request.',
    )
  }
}

/** It was done; what it came to was sealed under a secret that has been replaced since. */
export class OutcomeUnreadableError extends AppError {
  constructor(cause: unknown) {
    const what =
      'What this Idempotency-Key asked for was done, and is not done again. Its answer cannot be shown, because the secret was replaced since: look at what there is.'
    super(409, 'outcome_unreadable', what, undefined, cause)
  }
}

export class IdempotencyKeys {
  readonly #clock: Base['clock']
  readonly #secret: Buffer

  constructor({ clock }: Pick<Base, 'clock'>, secret: Buffer) {
    this.#clock = clock
    this.#secret = secret
  }

  /** A request with a key that nobody has looked at yet: its route may take none. */
  requestOf(principal: Principal, key: string): KeyedRequest {
    return new KeyedRequest({ principal, key, secret: this.#secret, now: this.#clock.now() })
  }
}

/** A request with its key, and the writes of its action. */
export class KeyedRequest implements Steps {
  readonly #given: Given
  #accepted: { step: Omit<StepKey, 'step'>; request_hash: string; seal: Buffer } | null = null
  /** Of each step whether it had been done before, as far as is known. */
  readonly #steps: boolean[] = []
  /** When the first step was made, maybe by an earlier run: the others are kept as long as that one. */
  #created_at: number

  constructor(given: Given) {
    this.#given = given
    this.#created_at = given.now
  }

  /** Runs what answers the request. Once it has, no write is taken for one of its own. */
  async run<T>(answer: () => T | Promise<T>): Promise<T> {
    try {
      return await once(this, answer)
    } finally {
      this.#accepted = null
    }
  }

  /**
   * From here on its writes happen once.
   *
   * @param target Method, path and query.
   * @throws InvalidValueError for a key that is none.
   */
  accept(target: string, body: unknown): void {
    const { principal, key, secret } = this.#given
    if (!VISIBLE_ASCII.test(key)) {
      throw new InvalidValueError('Idempotency-Key', 'must be 1 to 200 visible ASCII characters')
    }
    this.#accepted = {
      step: { principal_id: idOf(principal), key: sha256(key) },
      request_hash: sha256(`${target}\n${JSON.stringify(body) ?? ''}`),
      seal: createHmac('sha256', secret).update(key).digest(),
    }
  }

  /** Whether all that it did had been done before. */
  get isReplayed(): boolean {
    return this.#steps.length > 0 && this.#steps.every((isKept) => isKept)
  }

  next(): Step | null {
    const accepted = this.#accepted
    if (!accepted) return null
    const step = { ...accepted.step, step: this.#steps.push(false) - 1 }
    return {
      key: `${step.principal_id} ${step.key} ${step.step}`,
      take: (tx) => this.#take(tx, { ...accepted, step }),
      keep: (tx, outcome) => updateOutcome(tx, { ...step, outcome: seal(outcome, accepted.seal) }),
    }
  }

  async #take(tx: InstanceWrite, { step, request_hash, seal: key }: Taking) {
    const kept_since = this.#given.now - OUTCOMES_KEPT_MS
    const kept = await insertStep(tx, { ...step, request_hash, created_at: this.#created_at, kept_since })
    if (kept && kept.request_hash !== request_hash) throw new IdempotencyKeyReusedError()
    const done = kept && { outcome: kept.outcome === null ? null : opened(kept.outcome, key) }
    // After what refuses: a refusal is no earlier answer.
    this.#steps[step.step] = kept !== null
    if (kept) this.#created_at = kept.created_at
    return done
  }
}

/** @throws OutcomeUnreadableError */
function opened(outcome: string, key: Buffer): string {
  try {
    return unseal(outcome, key)
  } catch (error) {
    throw new OutcomeUnreadableError(error)
  }
}

interface Given {
  principal: Principal
  key: string
  secret: Buffer
  now: number
}

interface Taking {
  step: StepKey
  request_hash: string
  seal: Buffer
}

/** The user's and not the member's: what concerns an account is done across organizations. */
function idOf(principal: Principal): string {
  return principal.kind === 'session' ? principal.user_id : principal.api_key_id
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
