/** The rows of an archive of one organization as they are to be here. */
import { type RowValue, readRows } from '../../db/rows/row-lines.ts'
import type { StagedOrganization } from '../../db/rows/staged-organization.ts'
import type { ArchivedTable } from '../../db/rows/table-shape.ts'
import type { ImportPlan } from './plan-import.ts'

type Row = Record<string, RowValue>

export class OwnRows {
  readonly #made: ReadonlySet<string>
  readonly #joined: ReadonlyMap<string, string>

  constructor(
    readonly rows: StagedOrganization,
    readonly plan: ImportPlan,
    /** In the place of all passwords, where these do not come along. */
    readonly passwordHash: string | null,
  ) {
    this.#made = new Set(plan.made.map(({ id }) => id))
    this.#joined = new Map(plan.joined.map(({ staged_id, id }) => [staged_id, id]))
  }

  async *rowsOf(table: ArchivedTable): AsyncGenerator<Uint8Array> {
    const change = this.#changes[table.name]
    if (!change) return yield* this.rows.rowsOf(table)
    const names = table.columns.map(({ name }) => name)
    for await (const lines of this.rows.rowsOf(table)) {
      const changed = readRows(lines, table.columns).flatMap((row) => {
        const found = Object.fromEntries(row.map((value, i) => [names[i] ?? '', value]))
        const values = change(found)
        return values === null ? [] : [`${JSON.stringify(names.map((name) => values[name] ?? null))}\n`]
      })
      yield Buffer.from(changed.join(''))
    }
  }

  /** By table; `null` for a row that does not come. */
  readonly #changes: Record<string, (row: Row) => Row | null> = {
    organizations: (row) => ({ ...row, slug: this.plan.slug }),
    users: (row) => (this.#made.has(`${row.id}`) ? this.#account(row) : null),
    members: (row) => ({ ...row, user_id: this.#joined.get(`${row.user_id}`) ?? row.user_id ?? null }),
  }

  /** Nobody administers an instance because an archive says so. */
  #account(row: Row): Row {
    if (this.passwordHash === null) return { ...row, is_instance_admin: false }
    return { ...row, is_instance_admin: false, password_hash: this.passwordHash, email_verified_at: null }
  }
}
