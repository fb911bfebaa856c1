/**
 * How many rows a transaction of long work takes. Each costs a commit, and what several rows move is
 * written once: a page of an index on which rows of one person stand, too. So many are cheaper, but others
 * who write wait for it: it has as many as take the time for which others may wait, be it for the rows
 * themselves or for what others do meanwhile.
 */
const LEAST = 500
/** They are in memory together. */
const MOST = 4_000

export class TransactionSize {
  rows = LEAST

  /**
   * @param most_ms How long a transaction may take.
   * @param most How many rows it may have.
   */
  constructor(
    readonly most_ms: number,
    readonly most = MOST,
  ) {}

  /**
   * @param ms Until it was on disk.
   * @param rows How many it had.
   */
  took(ms: number, rows: number): void {
    const fitting = (rows * this.most_ms) / ms
    // One that was held up, or was over at once, says little about the next.
    const next = Math.min(Math.max(fitting, this.rows / 2), this.rows * 2)
    this.rows = Math.floor(Math.min(Math.max(next, LEAST), this.most))
  }
}
