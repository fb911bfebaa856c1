/**
 * Facts with which the rollups have not moved yet: they move for all of them together, at the end of the
 * transaction. On SQLite that is the end of a group of writers, so that a day to which each of them adds is
 * written once.
 *
 *   writer a: rows, facts ─► writer b: rows, facts ─► … ─► rollups and index for all ─► commit
 *
 * Promises: facts of one organization move in the order in which they were recorded. Who waits for others
 * who write (`lockOrganization`, people locked for a change) finds that theirs have moved already.
 */
import { factsByOrganization } from './change-log.ts'
import type { Fact } from './facts.ts'
import type { RecordedFact } from './handle.ts'

export class PendingFacts {
  #facts: RecordedFact[] = []

  add(recorded: RecordedFact): void {
    this.#facts.push(recorded)
  }

  /** Takes those of an organization, of which nothing is pending then. */
  take(organizationId: string): Fact[] {
    const [own, others] = [[] as Fact[], [] as RecordedFact[]]
    for (const recorded of this.#facts) {
      if (recorded.organization_id === organizationId) own.push(recorded.fact)
      else others.push(recorded)
    }
    this.#facts = others
    return own
  }

  /** In the order in which everybody takes them. */
  organizations(): string[] {
    return factsByOrganization(this.#facts).map(({ organization_id }) => organization_id)
  }

  /** @returns What brings back what is pending now: for a writer that is rolled back alone. */
  save(): () => void {
    const saved = [...this.#facts]
    return () => {
      this.#facts = saved
    }
  }

  clear(): void {
    this.#facts = []
  }
}
