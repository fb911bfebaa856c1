/**
 * How processes on one SQLite file hear which organizations the others have changed.
 *
 * Each group of writers that commits leaves a mark at the organizations of which they have recorded
 * facts, in the same transaction: one for all of them, for a mark costs as much as a write of its own.
 * Marks are numbered without gaps: who has seen all up to a number finds what came since by an index.
 * That one's own come in between shows by their number: as long as they follow each other, nobody
 * else was there.
 *
 * Who writes without a fact leaves a mark, too, at no organization. So where a file has changed and
 * there is no mark, it was no Almanac (an operator's hand), and anything may have changed.
 */
import { factsByOrganization } from './change-log.ts'
import { type CommitNews, EVERY_ORGANIZATION } from './database.ts'
import { changesAccess } from './facts.ts'
import type { RecordedFact } from './handle.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

const LAST = 'select coalesce(max(mark), 0) as mark from change_marks'
const SINCE = `
  select organization, mark, access_mark > ? as changes_access from change_marks where mark > ? order by mark`
const CHANGED_ROWS = 'select total_changes() as rows'

const LEAVE = `
  insert into change_marks (organization, mark, access_mark)
  select ?, last.mark + 1, (last.mark + 1) * ? from (${LAST}) as last
  where true
  on conflict (organization) do update set
    mark = excluded.mark, access_mark = max(access_mark, excluded.access_mark)
  returning mark, total_changes() as rows`

export class ChangeMarks {
  readonly #reader: SqliteConnection
  readonly #writer: SqliteConnection
  /** How many rows the writer had changed at the end of its last transaction. */
  #changedRows = 0
  /** Up to here all are known, and those beyond are somebody else's or come after them. */
  #seen: number
  /** Where the group of writers has changed something, and whether that changes who may do what. */
  readonly #changed = new Map<string, boolean>()
  #left: number[] = []

  constructor(reader: SqliteConnection, writer: SqliteConnection) {
    this.#reader = reader
    this.#writer = writer
    this.#seen = (reader.prepared(LAST).get() as { mark: number }).mark
  }

  /** A group of writers begins. */
  begin(): void {
    this.#changed.clear()
    this.#left = []
  }

  /** What one of them has recorded. Where it is rolled back after all, its mark is in vain and harms nobody. */
  note(recorded: readonly RecordedFact[]): void {
    for (const { organization_id, facts } of factsByOrganization(recorded)) {
      const changedAccess = this.#changed.get(organization_id) ?? false
      this.#changed.set(organization_id, changedAccess || facts.some(changesAccess))
    }
  }

  /** Last in the transaction of the group. */
  leave(): void {
    // What has changed nothing is not written for this alone.
    if (this.#changed.size === 0 && this.#countChangedRows() === this.#changedRows) return
    if (this.#changed.size === 0) this.#changed.set(EVERY_ORGANIZATION, false)
    for (const [organization, changesAccess] of this.#changed) {
      const left = this.#writer.prepared(LEAVE).get(organization, Number(changesAccess)) as Left
      this.#left.push(left.mark)
      // Its own row counts when it is done.
      this.#changedRows = left.rows + 1
    }
  }

  #countChangedRows(): number {
    return (this.#writer.prepared(CHANGED_ROWS).get() as Pick<Left, 'rows'>).rows
  }

  committed(): void {
    for (const mark of this.#left) if (mark === this.#seen + 1) this.#seen = mark
  }

  /**
   * To be asked when others have changed something.
   *
   * @returns What they have changed since the last look, and what came after them here; `null` where
   *   nobody knows.
   */
  foreign(): CommitNews[] | null {
    const found = this.#reader.prepared(SINCE).all(this.#seen, this.#seen) as Found[]
    const last = found.at(-1)
    if (!last) return null
    this.#seen = last.mark
    return found
      .filter(({ organization }) => organization !== EVERY_ORGANIZATION)
      .map(({ organization: organization_id, changes_access }) => {
        return { organization_id, facts: null, changes_access: changes_access === 1 }
      })
  }
}

interface Left {
  mark: number
  rows: number
}

interface Found {
  organization: string
  mark: number
  changes_access: number
}
