/**
 * Where organizations' logs of changes end, asked for all who want to know it at once.
 *
 *   who asks     a   b c d   e f
 *   questions    ├─a─┤├─b c d─┤├─e f─┤
 *
 * Promises: an answer is no older than its question. Whoever comes while one is being answered waits for
 * the next, which goes out afterwards: what was committed before somebody asked, they are told.
 */
import type { Database } from '../db/database.ts'
import type { InstanceRead } from '../db/handle.ts'
import { batchStatement } from '../db/statement.ts'

const selectEnds = batchStatement({ organization_id: 'text' })<{ organization_id: string; seq: number }>(`
  select r.organization_id,
    coalesce((select max(c.seq) from changes c where c.organization_id = r.organization_id), 0) as seq
  from :rows as r`)

export class LogEnds {
  readonly #db: Pick<Database, 'instance'>
  /** Who is told by the next question, which has not gone out. */
  #next: { organizations: Set<string>; ends: Promise<ReadonlyMap<string, number>> } | null = null
  /** Settles with the last question that has gone out. */
  #last: Promise<unknown> = Promise.resolve()

  constructor({ db }: { db: Pick<Database, 'instance'> }) {
    this.#db = db
  }

  async endOf(organizationId: string): Promise<number> {
    this.#next ??= this.#begin()
    const { organizations, ends } = this.#next
    organizations.add(organizationId)
    return (await ends).get(organizationId) ?? 0
  }

  #begin() {
    const organizations = new Set<string>()
    const ends = this.#last.then(() => {
      this.#next = null
      return this.#db.instance.read((q) => readEnds(q, organizations))
    })
    this.#last = ends.catch(() => {})
    return { organizations, ends }
  }
}

async function readEnds(q: InstanceRead, organizations: ReadonlySet<string>) {
  const rows = [...organizations].map((organization_id) => ({ organization_id }))
  const ends = await q.each(selectEnds, rows)
  return new Map(ends.map(({ organization_id, seq }) => [organization_id, seq]))
}
