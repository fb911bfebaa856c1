/**
 * How many rows a transaction of long work takes. Each costs a commit, and what several rows move is
 * written once: many are cheaper. But others who write wait for it: so there are more from one to the
 * next while it is done soon, and fewer where it takes long, be it by itself or for what others do.
 */
const SOON_MS = 12
const LONG_MS = 30
const MOST_ROWS = 4_000

export class TransactionSize {
  rows: number

  /** @param least The first has as many, and none has less. */
  constructor(readonly least: number) {
    this.rows = least
  }

  /** @param ms From when it was asked for until it was on disk. */
  took(ms: number): void {
    if (ms < SOON_MS) this.rows = Math.min(this.rows * 2, MOST_ROWS)
    else if (ms > LONG_MS) this.rows = Math.max(Math.floor(this.rows / 2), this.least)
  }
}
