/**
 * Which organization a board belongs to. Asked by everybody who comes: what was found is remembered for a
 * minute, or until the organization is gone, and its slug free for another one.
 */
import { LRUCache } from 'lru-cache'
import type { Base } from '../../../base.ts'
import { continued } from '../../../lib/current-correlation.ts'
import { BoardNotFoundError } from './errors.ts'
import { findOrganizationId } from './queries.ts'

const REMEMBERED_MS = 60_000
const MOST_REMEMBERED = 1_000

interface Known {
  organization_id: string
  from: number
}

export class Boards {
  readonly #context: Pick<Base, 'db' | 'clock'>
  readonly #known = new LRUCache<string, Known>({ max: MOST_REMEMBERED })

  constructor(context: Pick<Base, 'db' | 'clock'>) {
    this.#context = context
    context.db.onCommit((news) => {
      if (news === null) this.#known.clear()
      for (const { organization_id, changes_access } of news ?? []) {
        if (changes_access) this.#forget(organization_id)
      }
    })
  }

  /** At once where it is known. @throws BoardNotFoundError */
  organizationOf(slug: string): string | Promise<string> {
    const now = this.#context.clock.now()
    const name = slug.toLowerCase()
    const known = this.#known.get(name)
    if (known && now >= known.from && now < known.from + REMEMBERED_MS) return known.organization_id
    return continued(() => this.#find(name, now))
  }

  async #find(name: string, now: number): Promise<string> {
    const organization_id = await this.#context.db.instance.read((q) => findOrganizationId(q, name))
    if (organization_id === null) throw new BoardNotFoundError()
    this.#known.set(name, { organization_id, from: now })
    return organization_id
  }

  #forget(organizationId: string): void {
    for (const [slug, { organization_id }] of this.#known.entries()) {
      if (organization_id === organizationId) this.#known.delete(slug)
    }
  }
}
