/**
 * Where organizations' logs of changes end, asked for all who want to know it at once.
 *
 *   who asks     a   b c d   e f
 *   questions    ├─a─┤├─b c d─┤├─e f─┤
 *
 * Promises: an answer is no older than its question. Whoever comes while one is being answered waits for
 * the next, which goes out afterwards: what was committed before somebody asked, they are told. Where a
 * connection hangs, the next goes out beside it.
 */
import type { Database } from '../db/database.ts'
import type { InstanceRead } from '../db/handle.ts'
import { batchStatement } from '../db/statement.ts'

const selectEnds = batchStatement({ organization_id: 'text' })<{ organization_id: string; seq: number }>(`
  select r.organization_id,
    coalesce((select max(c.seq) from changes c where c.organization_id = r.organization_id), 0) as seq
  from :rows as r`)

/** The next question waits for the last one no longer than that, */
const LATE_MS = 250
/** unless so many are late already: then it is not one connection that hangs. */
const MOST_LATE = 2

export class LogEnds {
  readonly #db: Pick<Database, 'instance'>
  /** Who is told by the next question, which has not gone out. */
  #next: { organizations: Set<string>; ends: Promise<ReadonlyMap<string, number>> } | null = null
  /** Settles when the next question may go out. */
  #turn: Promise<unknown> = Promise.resolve()
  #late = 0

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
    const { promise: ended, resolve: end } = Promise.withResolvers<unknown>()
    const ends = this.#turn.then(() => {
      this.#next = null
      const answer = this.#db.instance.read((q) => readEnds(q, organizations))
      end(this.#settledOrLate(answer))
      return answer
    })
    this.#turn = ended
    return { organizations, ends }
  }

  async #settledOrLate(answer: Promise<unknown>): Promise<void> {
    const settled = answer.then(
      () => {},
      () => {},
    )
    if (this.#late >= MOST_LATE) return settled
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(() => {
      this.#late += 1
      settled.then(() => {
        this.#late -= 1
      })
      resolve()
    }, LATE_MS)
    await Promise.race([settled, late])
    clearTimeout(timer)
  }
}

async function readEnds(q: InstanceRead, organizations: ReadonlySet<string>) {
  const rows = [...organizations].map((organization_id) => ({ organization_id }))
  const ends = await q.each(selectEnds, rows)
  return new Map(ends.map(({ organization_id, seq }) => [organization_id, seq]))
}
