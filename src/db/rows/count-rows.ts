/** How many rows each organization has, in all the tables that go along with it: by their keys alone, but by all of them. */
import type { InstanceRead, Read } from '../handle.ts'
import { type Statement, statement } from '../statement.ts'
import { organizationTables } from './organization-tables.ts'
import { quoted } from './row-lines.ts'

interface Counted {
  organization_id: string
  rows: number
}

let countAll: Statement<Record<never, never>, Counted> | undefined

/** One without any is not in it. */
export async function countRows(q: InstanceRead): Promise<Map<string, number>> {
  countAll ??= statement(`
    select organization_id, cast(sum(n) as bigint) as rows from (${ownTables()
      .map((name) => `select organization_id, count(*) as n from ${name} group by organization_id`)
      .join(' union all ')}) as counted group by organization_id`)
  return new Map((await q.all(countAll)).map(({ organization_id, rows }) => [organization_id, rows]))
}

let countOwn: Statement<Record<never, never>, { rows: number }> | undefined

/** Of the handle's organization. */
export async function countOwnRows(q: Read): Promise<number> {
  countOwn ??= statement(
    `select ${ownTables()
      .map((name) => `(select count(*) from ${name} where organization_id = :organization_id)`)
      .join(' + ')} as rows`,
  )
  return (await q.all(countOwn))[0]?.rows ?? 0
}

function ownTables(): string[] {
  return organizationTables()
    .filter(({ columns }) => columns.some(({ name }) => name === 'organization_id'))
    .map(({ name }) => quoted(name))
}
