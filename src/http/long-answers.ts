/**
 * Answers and bodies that go on for long: downloads and imports. Each holds a part of memory for as
 * long as its client takes, so there are only so many at once, of one caller and together.
 */

import type { Principal } from '../access/principal.ts'
import { AppError } from '../lib/app-error.ts'
import { Garbage } from '../lib/garbage.ts'
import { Semaphore } from '../lib/semaphore.ts'
import { NoSlotError, type SlotLimits, Slots } from '../lib/slots.ts'

const RETRY_AFTER_SECONDS = 5

export class TooManyAtOnceError extends AppError {
  constructor(what: string, most: number) {
    super(
      429,
      'too_many_at_once',
      `You have ${most} ${what} going on already. Ask again when one has ended.`,
      {
        retry_after: RETRY_AFTER_SECONDS,
      },
    )
  }
}

export class BusyError extends AppError {
  constructor(what: string) {
    super(503, 'busy', `As many ${what} go on as can at once. Ask again.`, {
      retry_after: RETRY_AFTER_SECONDS,
    })
  }
}

/** Of the process: whatever kind they are, what they leave lies in one heap. */
const garbage = new Garbage()

export class LongAnswers {
  readonly #slots: Slots
  readonly #what: string
  readonly #limits: SlotLimits
  /** So many are worked on at a time, whatever number goes on: what each is made of lies in memory meanwhile. */
  readonly turns = new Semaphore(2)
  /** What they leave behind. */
  readonly garbage = garbage

  /** @param what Their name, in the plural. */
  constructor(what: string, limits: SlotLimits) {
    this.#what = what
    this.#limits = limits
    this.#slots = new Slots(limits)
  }

  /** @returns What ends it, to be called once. @throws TooManyAtOnceError, BusyError */
  begin(principal: Principal): () => void {
    try {
      const end = this.#slots.take(principal.kind === 'session' ? principal.user_id : principal.api_key_id)
      this.garbage.begins()
      return end
    } catch (error) {
      if (!(error instanceof NoSlotError)) throw error
      throw error.isOwn ? new TooManyAtOnceError(this.#what, this.#limits.each) : new BusyError(this.#what)
    }
  }
}
