/** How many may listen at once: of one session, of one person or key, of an organization, and together. */
import type { Principal } from '../access/principal.ts'
import { BusyError, TooManyAtOnceError } from '../http/long-answers.ts'
import { AppError } from '../lib/app-error.ts'
import { NoSlotError, Slots } from '../lib/slots.ts'

export interface ConnectionLimits {
  session: number
  /** Or a key. */
  person: number
  organization: number
  together: number
}

/** Each costs some 20 KB, and an organization's a few queries each for every change. */
const LIMITS: ConnectionLimits = { session: 10, person: 20, organization: 250, together: 1_000 }
const WHAT = 'live connections'

export class StoppingError extends AppError {
  constructor() {
    super(503, 'stopping', 'This process ends. Ask again: another answers, or the next.', { retry_after: 1 })
  }
}

export class ConnectionSlots {
  readonly #limits: ConnectionLimits
  readonly #sessions: Slots
  readonly #people: Slots
  readonly #organizations: Slots

  constructor(limits = LIMITS) {
    const of = (each: number, together = Number.POSITIVE_INFINITY) => new Slots({ each, together })
    this.#limits = limits
    this.#sessions = of(limits.session)
    this.#people = of(limits.person, limits.together)
    this.#organizations = of(limits.organization)
  }

  /** @returns What gives it back, once. @throws TooManyAtOnceError, BusyError */
  take(principal: Principal): () => void {
    const { session, person } = this.#limits
    const taken: (() => void)[] = []
    const giveBack = () => {
      for (const give of taken) give()
    }
    try {
      if (principal.kind === 'session') taken.push(this.#own(this.#sessions, principal.session_id, session))
      taken.push(this.#own(this.#people, personOf(principal), person))
      taken.push(this.#shared(principal.organization_id))
      return giveBack
    } catch (error) {
      giveBack()
      throw error
    }
  }

  #own(slots: Slots, key: string, most: number): () => void {
    try {
      return slots.take(key)
    } catch (error) {
      if (!(error instanceof NoSlotError)) throw error
      throw error.isOwn ? new TooManyAtOnceError(WHAT, most) : new BusyError(WHAT)
    }
  }

  #shared(organizationId: string): () => void {
    try {
      return this.#organizations.take(organizationId)
    } catch (error) {
      throw error instanceof NoSlotError ? new BusyError(WHAT) : error
    }
  }
}

function personOf(principal: Principal): string {
  return principal.kind === 'session' ? principal.user_id : principal.api_key_id
}
