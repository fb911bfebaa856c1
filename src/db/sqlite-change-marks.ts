/**
 * How processes on one SQLite file hear which organizations the others have changed.
 *
 * Each transaction that records facts leaves a mark at its organizations, in the same transaction, and
 * marks are numbered without gaps: who has seen all up to a number finds what came since by an index.
 * That one's own come in between shows by their number: as long as they follow each other, nobody
 * else was there.
 *
 * What writes without a fact leaves a mark, too, at no organization. So where a file has changed and
 * there is no mark, it was no Almanac (an operator's hand), and anything may have changed.
 */
import { factsByOrganization, type OrganizationFacts } from './change-log.ts'
import { type CommitNews, EVERY_ORGANIZATION } from './database.ts'
import { changesAccess } from './facts.ts'
import type { InstanceWrite, RecordedFact } from './handle.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { statement } from './statement.ts'

const LAST = 'select coalesce(max(mark), 0) as mark from change_marks'
const SINCE = `
  select organization, mark, access_mark > ? as changes_access from change_marks where mark > ? order by mark`
const CHANGED_ROWS = 'select total_changes() as rows'

const leaveMark = statement<{ changes_access: number }, { mark: number }>(`
  insert into change_marks (organization, mark, access_mark)
  select :organization_id, last.mark + 1, (last.mark + 1) * :changes_access from (${LAST}) as last
  where true
  on conflict (organization) do update set
    mark = excluded.mark, access_mark = max(access_mark, excluded.access_mark)
  returning mark`)

/** Of a write without a fact. */
const NOBODY: OrganizationFacts[] = [{ organization_id: EVERY_ORGANIZATION, facts: [] }]

export class ChangeMarks {
  readonly #reader: SqliteConnection
  readonly #writer: SqliteConnection
  /** How many rows the writer had changed at the end of its last transaction. */
  #changedRows = 0
  /** Up to here all are known, and those beyond are somebody else's or come after them. */
  #seen: number

  constructor(reader: SqliteConnection, writer: SqliteConnection) {
    this.#reader = reader
    this.#writer = writer
    this.#seen = (reader.prepared(LAST).get() as { mark: number }).mark
  }

  /** Last in a transaction. @returns The marks, for `committed`. */
  async leave(tx: InstanceWrite, recorded: readonly RecordedFact[]): Promise<number[]> {
    const { rows } = this.#writer.prepared(CHANGED_ROWS).get() as { rows: number }
    // What has changed nothing is not written for this alone.
    if (recorded.length === 0 && rows === this.#changedRows) return []
    const marks: number[] = []
    for (const { organization_id, facts } of recorded.length > 0 ? factsByOrganization(recorded) : NOBODY) {
      const changes_access = Number(facts.some(changesAccess))
      const [left] = await tx.within(organization_id).all(leaveMark, { changes_access })
      if (left) marks.push(left.mark)
    }
    this.#changedRows = rows + marks.length
    return marks
  }

  committed(marks: readonly number[]): void {
    for (const mark of marks) if (mark === this.#seen + 1) this.#seen = mark
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

interface Found {
  organization: string
  mark: number
  changes_access: number
}
