/** How many rows to read at once: about as many as make a quarter of a megabyte, by those before. */
const PAGE_BYTES = 2 ** 18
const MOST = 2_000
const AT_FIRST = 64

export class PageSize {
  rows = AT_FIRST

  took(rows: number, bytes: number): void {
    const wanted = Math.floor(PAGE_BYTES / Math.max(1, bytes / rows))
    // It grows slowly: what comes next may be larger.
    this.rows = Math.max(1, Math.min(wanted, MOST, this.rows * 4))
  }
}
