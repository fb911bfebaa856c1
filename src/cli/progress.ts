/** A progress bar on a terminal; where there is none, a line now and then. */
const REDRAW_MS = 100
const PLAIN_LINE_MS = 5_000
const WIDTH = 24

export class Progress {
  readonly #terminal = process.stderr.isTTY === true
  /** Short work that nobody watches has one line, its last. */
  #shownAt = this.#terminal ? -Infinity : performance.now()
  #written = ''

  /** @param share 0 to 1. */
  show(share: number, text: string): void {
    const now = performance.now()
    if (now - this.#shownAt < (this.#terminal ? REDRAW_MS : PLAIN_LINE_MS)) return
    this.#shownAt = now
    this.#write(share, text)
  }

  /** Always drawn, and closes the line. */
  finish(text: string): void {
    this.#write(1, text)
    if (this.#terminal) process.stderr.write('\n')
  }

  #write(share: number, text: string): void {
    const percent = `${Math.floor(share * 100)}`.padStart(3)
    const line = `${percent} %  ${text}`
    if (!this.#terminal) {
      // The last line of short work has been shown already.
      if (line !== this.#written) process.stderr.write(`${line}\n`)
      this.#written = line
      return
    }
    const filled = Math.round(share * WIDTH)
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
    process.stderr.write(`\r\x1b[2K${bar} ${line}`)
  }
}
