/**
 * How many rows a transaction of long work takes. Each costs a commit, and what several rows move is
 * written once: many are cheaper. But others who write wait for it: so there are more from one to the
 * next while it is done soon, and fewer where it takes long, be it by itself or for what others do.
 */
const SOON_MS = 6
const LONG_MS = 15
/** Times the least: more would hold others up for longer than it saves. */
const MOST = 4

export class TransactionSize {
  rows: number

  /** @param least The first has as many, and none has less, or more than four times as many. */
  constructor(readonly least: number) {
    this.rows = least
  }

  /** @param ms From when it was asked for until it was on disk. */
  took(ms: number): void {
    if (ms < SOON_MS) this.rows = Math.min(this.rows * 2, MOST * this.least)
    else if (ms > LONG_MS) this.rows = Math.max(Math.floor(this.rows / 2), this.least)
  }
}
