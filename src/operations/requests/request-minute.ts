/** A minute of requests as one process sees it: a tally of each organization, which adds up to the instance's. */
import { RequestTally } from './request-tally.ts'

export const MINUTE_MS = 60_000
/** No organization's: of whoever is not known, and of those for whom there is no room. */
export const NOBODY = ''

/** A tally, and how much of it is in the database. */
export interface Kept {
  readonly tally: RequestTally
  written: number
}

export class Minute {
  readonly starts_at: number
  readonly ends_at: number
  readonly tallies = new Map([[NOBODY, newKept()]])
  /** How much of the whole is in the database. */
  written = 0

  /** @param minute Since 1970. */
  constructor(
    readonly minute: number,
    readonly process_id: string,
  ) {
    this.starts_at = minute * MINUTE_MS
    this.ends_at = this.starts_at + MINUTE_MS
  }

  get whole(): RequestTally {
    const whole = new RequestTally()
    for (const { tally } of this.tallies.values()) whole.add(tally.tallied)
    return whole
  }

  get size(): number {
    let size = 0
    for (const { tally } of this.tallies.values()) size += tally.size
    return size
  }

  get isWritten(): boolean {
    for (const [id, kept] of this.tallies) if (id !== NOBODY && isDue(kept)) return false
    return this.written === this.size
  }
}

export function newKept(): Kept {
  return { tally: new RequestTally(), written: 0 }
}

export function isDue({ tally, written }: Kept): boolean {
  return tally.size > written
}
