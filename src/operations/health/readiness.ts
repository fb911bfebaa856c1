/**
 * Whether the database answers. However many ask, it is asked once a second, and an answer is
 * waited for no longer than whoever asks would wait.
 */
import type { Base } from '../../base.ts'
import { DatabaseUnavailableError } from '../../db/errors.ts'
import { endsWithin } from '../../lib/ends-within.ts'

const KEPT_MS = 1_000
const PATIENCE_MS = 2_000

export class Readiness {
  readonly #db: Base['db']
  #asked: Promise<void> = Promise.resolve()
  #askedAt = Number.NEGATIVE_INFINITY

  constructor({ db }: Pick<Base, 'db'>) {
    this.#db = db
  }

  /** @throws AppError with 503 that says what is wrong. */
  check(): Promise<void> {
    if (performance.now() - this.#askedAt > KEPT_MS) {
      this.#askedAt = performance.now()
      this.#asked = this.#ask()
    }
    return this.#asked
  }

  async #ask(): Promise<void> {
    const answer = this.#db.check()
    if (await endsWithin(PATIENCE_MS, answer)) return answer
    throw new DatabaseUnavailableError(new Error(`no answer within ${PATIENCE_MS} ms`))
  }
}
