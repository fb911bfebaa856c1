/** The rows of a table of Postgres by a cursor, in the order in which it finds them. */
import type { InstanceRead, Read } from '../handle.ts'
import { statement } from '../statement.ts'
import { ownerCondition } from './owner-condition.ts'
import { PageSize } from './page-size.ts'
import { postgresLine, quoted } from './row-lines.ts'
import type { ArchivedTable } from './table-shape.ts'

const CLOSE = 'close almanac_rows'

export function postgresRowsOf(q: Read | InstanceRead, table: ArchivedTable): AsyncGenerator<Uint8Array> {
  const declare = postgresCursor(table, ownerCondition(q, table) ?? 'true')
  return postgresRows(declare, (text) => q.all(statement<Record<never, never>, { line: string }>(text)))
}

/** By its statistics. */
export async function countPostgresRoughly(q: InstanceRead): Promise<number> {
  const [found] = await q.all(
    statement<Record<never, never>, { count: number }>(`
      select cast(coalesce(sum(greatest(reltuples, 0)), 0) as bigint) as count from pg_class
      where relnamespace = cast('public' as regnamespace) and relkind = 'r'`),
  )
  return found?.count ?? 0
}

/** @param only A condition on the rows. */
export function postgresCursor(table: ArchivedTable, only = 'true'): string {
  return `declare almanac_rows no scroll cursor for
    select ${postgresLine(table)} as line from ${quoted(table.name)} where ${only}`
}

/**
 * @param run Runs a text in one transaction, in which one state stands still.
 * @returns Lines, some hundred kilobytes together.
 */
export async function* postgresRows(
  declare: string,
  run: (text: string) => Promise<{ line: string }[]>,
): AsyncGenerator<Uint8Array> {
  const size = new PageSize()
  await run(declare)
  for (;;) {
    const count = roundedDown(size.rows)
    const page = await run(`fetch forward ${count} from almanac_rows`)
    if (page.length > 0) {
      const lines = Buffer.from(page.map(({ line }) => `${line}\n`).join(''))
      size.took(page.length, lines.length)
      yield lines
    }
    if (page.length < count) break
  }
  await run(CLOSE)
}

/** To a power of two: each text is kept prepared. */
function roundedDown(count: number): number {
  return 2 ** Math.floor(Math.log2(count))
}
