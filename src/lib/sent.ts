/**
 * What was sent and is waited for later, so that it travels with what is sent next: on a database across a
 * network each wait is a way there and back.
 */
export class Sent {
  #underway: Promise<unknown>[] = []

  add(one: Promise<unknown>): void {
    // That it failed is told to whoever waits for all.
    one.catch(() => {})
    this.#underway.push(one)
  }

  /** @throws What the first of them that fails throws. */
  async arrived(): Promise<void> {
    await Promise.all(this.#underway.splice(0))
  }
}
