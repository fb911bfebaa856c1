/**
 * A hash of rows in whatever order they come: two engines keep the same rows in different orders, and
 * to sort a large table only to compare it would cost more than all the rest.
 *
 *   each line ─► SHA-256 ─► eight numbers of 32 bits (big-endian), each added to its own sum, mod 2³²
 *
 * A row that is missing, doubled or changed changes the sums. It is no proof against somebody who
 * searches for rows with the same sum: that is not what it is for.
 */
const LINE_END = 10
const WORDS = 8

export class RowsHash {
  readonly #sums = new Uint32Array(WORDS)
  readonly #digest = new Uint8Array(WORDS * 4)
  readonly #words = new DataView(this.#digest.buffer)
  #rows = 0

  get rows(): number {
    return this.#rows
  }

  /** @param lines Whole lines, each with its end, which does not count. */
  add(lines: Uint8Array): void {
    for (let start = 0; start < lines.length; ) {
      const found = lines.indexOf(LINE_END, start)
      const end = found === -1 ? lines.length : found
      this.#addLine(lines.subarray(start, end))
      start = end + 1
    }
  }

  #addLine(line: Uint8Array): void {
    Bun.SHA256.hash(line, this.#digest)
    for (let i = 0; i < WORDS; i += 1) {
      // A typed array wraps around by itself.
      this.#sums[i] = (this.#sums[i] ?? 0) + this.#words.getUint32(i * 4)
    }
    this.#rows += 1
  }

  hex(): string {
    return Array.from(this.#sums, (sum) => sum.toString(16).padStart(8, '0')).join('')
  }
}
