/** A file as it came, in memory as long as its request is being answered. */
export class ReceivedFile {
  #sha256: string | undefined

  constructor(
    /** As the sender calls it: nothing to rely on. */
    readonly name: string,
    readonly content: Uint8Array,
  ) {}

  /** In small hexadecimal digits. */
  get sha256(): string {
    this.#sha256 ??= new Bun.CryptoHasher('sha256').update(this.content).digest('hex')
    return this.#sha256
  }

  /** What tells it from another, where a request is compared with an earlier one. */
  toJSON(): unknown {
    return { name: this.name, sha256: this.sha256 }
  }
}
