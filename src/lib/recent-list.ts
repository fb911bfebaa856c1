/** The newest of what is added, and no more than there is room for. */
export class RecentList<T> {
  readonly #kept: T[] = []
  #count = 0

  constructor(readonly most: number) {}

  add(one: T): void {
    this.#kept[this.#count % this.most] = one
    this.#count += 1
  }

  newestFirst(): T[] {
    const at = this.#count % this.most
    return [...this.#kept.slice(at), ...this.#kept.slice(0, at)].reverse()
  }
}
