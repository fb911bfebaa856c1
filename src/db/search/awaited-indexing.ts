/**
 * Who looks for texts waits until those are indexed that wait. While nothing can be written, because somebody
 * else holds the database or its disk is full, one waits in vain; those after it wait for a moment only, and
 * one try for all of them goes on, so that the next finds everything again.
 */
import { isTransient } from '../errors.ts'
import { eachTime } from '../once.ts'

const MOMENT_MS = 100

export class AwaitedIndexing {
  /** Of organizations of which nothing could be indexed lately: the try that goes on, if one does. */
  readonly #stuck = new Map<string, Promise<void> | null>()

  /** @param index What waits of an organization. */
  constructor(readonly index: (organizationId: string) => Promise<void>) {}

  /** Resolves once it is indexed, or cannot be for now. @throws What `index` throws for other reasons. */
  async wait(organizationId: string): Promise<void> {
    const underway = this.#stuck.get(organizationId)
    if (underway === undefined) return this.#try(organizationId)
    const trying = underway ?? this.#try(organizationId)
    this.#stuck.set(organizationId, trying)
    // Whoever comes next is told, where nobody waits for it any more.
    trying.catch(() => {})
    await Promise.race([trying, Bun.sleep(MOMENT_MS)])
  }

  async #try(organizationId: string): Promise<void> {
    try {
      await eachTime(() => this.index(organizationId))
      this.#stuck.delete(organizationId)
    } catch (failure) {
      if (isTransient(failure)) this.#stuck.set(organizationId, null)
      else {
        this.#stuck.delete(organizationId)
        throw failure
      }
    }
  }
}
