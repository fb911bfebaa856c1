/**
 * Deletes an organization's rows bit by bit, whatever tables there are: the list comes from the schema,
 * so that a new table cannot be forgotten.
 *
 * The tables that were defined last come first, because those refer to the ones before. What was
 * indexed of a text goes with it (triggers see to that); tables of the index are left to the end.
 */
import { getTableColumns, getTableName, type Table } from 'drizzle-orm'
import type { Write } from './handle.ts'
import { type Statement, statement } from './statement.ts'

type Deletion = Statement<{ most: number }, unknown>

/**
 * @param schema Without the tables that only this engine has.
 * @param place How the engine names the place of a row.
 * @param keyOf Says what names it instead in a table whose rows have no such place.
 */
export function rowDeletion(
  schema: Record<string, unknown>,
  allTables: Record<string, unknown>,
  place: 'rowid' | 'ctid',
  keyOf: (table: string) => readonly string[] | null = () => null,
) {
  const shared = namesOf(schema)
  const names = [...shared.toReversed(), ...namesOf(allTables).filter((name) => !shared.includes(name))]
  const deletions = names.map((table): { table: string; deletion: Deletion } => {
    const own = keyOf(table)?.join(', ') ?? place
    const some = `select ${own} from ${table} where organization_id = :organization_id limit cast(:most as int)`
    const those = place === 'rowid' ? `(${own}) in (${some})` : `ctid = any(array(${some}))`
    return { table, deletion: statement(`delete from ${table} where ${those} returning 1 as deleted`) }
  })
  return {
    async deleteSomeRows(tx: Write, most: number, spared: readonly string[] = []): Promise<number> {
      for (const { table, deletion } of deletions) {
        if (spared.includes(table)) continue
        const { length } = await tx.all(deletion, { most })
        if (length > 0) return length
      }
      return 0
    },
  }
}

function namesOf(tables: Record<string, unknown>): string[] {
  return (Object.values(tables) as Table[])
    .filter((table) => 'organization_id' in getTableColumns(table))
    .map((table) => getTableName(table))
}
