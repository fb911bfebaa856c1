/**
 * Reads lines and pieces of known length from bytes that come in parts, however they were cut. It holds
 * no more than what was asked for and one part besides.
 */
const LINE_END = 10

export class ByteReader implements AsyncDisposable {
  readonly #parts: AsyncIterator<Uint8Array>
  #held: Uint8Array[] = []
  #heldBytes = 0

  constructor(parts: AsyncIterable<Uint8Array>) {
    this.#parts = parts[Symbol.asyncIterator]()
  }

  /**
   * @returns The next line without its end; `null` where the bytes end before that.
   * @throws LongLineError
   */
  async line(most: number): Promise<Uint8Array | null> {
    let searched = 0
    for (;;) {
      const at = this.#find(searched)
      if (at > most || (at === -1 && this.#heldBytes > most)) throw new LongLineError(most)
      if (at !== -1) {
        const line = this.#take(at)
        this.#take(1)
        return line
      }
      searched = this.#heldBytes
      if (!(await this.#more())) return null
    }
  }

  /** @returns So many bytes; `null` where there are fewer. */
  async exactly(bytes: number): Promise<Uint8Array | null> {
    while (this.#heldBytes < bytes) if (!(await this.#more())) return null
    return this.#take(bytes)
  }

  async isAtEnd(): Promise<boolean> {
    return this.#heldBytes === 0 && !(await this.#more())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.return?.()
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const { value, done } = await this.#parts.next()
      if (done) return false
      if (value.length === 0) continue
      this.#held.push(value)
      this.#heldBytes += value.length
      return true
    }
  }

  /** @param from Before that it was searched. */
  #find(from: number): number {
    let offset = 0
    for (const part of this.#held) {
      const at = offset + part.length > from ? part.indexOf(LINE_END, Math.max(0, from - offset)) : -1
      if (at !== -1) return offset + at
      offset += part.length
    }
    return -1
  }

  #take(bytes: number): Uint8Array {
    const [first] = this.#held
    if (first && first.length >= bytes) {
      this.#drop(bytes)
      return first.subarray(0, bytes)
    }
    const taken = Buffer.concat(this.#held).subarray(0, bytes)
    this.#drop(bytes)
    return taken
  }

  #drop(bytes: number): void {
    this.#heldBytes -= bytes
    let left = bytes
    while (left > 0) {
      const [first] = this.#held
      if (!first) return
      if (first.length > left) {
        this.#held[0] = first.subarray(left)
        return
      }
      left -= first.length
      this.#held.shift()
    }
  }
}

export class LongLineError extends Error {
  constructor(most: number) {
    super(`A line is longer than ${most} bytes.`)
  }
}
