/** What Postgres does in its own way. */
import { sql } from 'drizzle-orm'
import { rowDeletion } from './delete-rows.ts'
import type { Capabilities, LockableTable, RowLock, Write } from './handle.ts'
import { waysOf, without } from './planner.ts'
import { rowInsertion } from './rows/insert-rows.ts'
import { countPostgresRoughly, postgresRowsOf } from './rows/read-postgres.ts'
import { postgresSchema, postgresTables } from './schema-postgres.ts'
import { postgresSearch } from './search/postgres.ts'
import { batchStatement, statement } from './statement.ts'
import { listParameter } from './storable.ts'

const LOCKS: Record<RowLock, string> = { update: 'for no key update', share: 'for share' }

/** In the order of their ids, so that two who lock several of the same rows wait for each other in one direction. */
const rowLock = (table: LockableTable, mode: RowLock) =>
  batchStatement({ id: 'text' })(`
  select id from ${table}
  where organization_id = :organization_id and id in (select r.id from :rows as r)
  order by id ${LOCKS[mode]}`)

const freeRowsLock = (table: LockableTable) =>
  batchStatement({ id: 'text' })<{ id: string }>(`
  select id from ${table}
  where organization_id = :organization_id and id in (select r.id from :rows as r)
  order by id ${LOCKS.update} skip locked`)

/** @returns Which of them are there and were held by nobody else: they are held now. */
export async function lockFreeRows(
  tx: Write,
  table: LockableTable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = ids.map((id) => ({ id }))
  return new Set((await tx.each(freeRowsLock(table), rows)).map(({ id }) => id))
}

const shareLock = statement(
  `select pg_advisory_xact_lock_shared(hashtextextended(:organization_id, 0)) is null as taken`,
)
const holdLock = statement(
  `select pg_advisory_xact_lock(hashtextextended(:organization_id, 0)) is null as taken`,
)

/** Apart from the locks of organizations, whose second number is another. */
const holdNameLock = statement<{ name: string }>(
  `select pg_advisory_xact_lock(hashtextextended(:name, 1)) is null as taken`,
)

/** Of logs of changes: apart from both. */
const holdLogLock = statement(
  `select pg_advisory_xact_lock(hashtextextended(:organization_id, 2)) is null as taken`,
)

const sorting = waysOf('enable_sort')
/**
 * The queue of texts is empty most of the time, and a planner that has seen it so would read and sort all
 * of it for each bit once it is long.
 */
const allButLookUps = waysOf(
  'enable_seqscan',
  'enable_bitmapscan',
  'enable_sort',
  'enable_hashjoin',
  'enable_mergejoin',
)

export const capabilities: Capabilities = {
  inIndexOrder: (q, fn) => without(q, sorting, fn),
  byLookUps: (tx, fn) => without(tx, allButLookUps, fn),
  lockRows: async (tx, table, ids, mode) => {
    await tx.each(
      rowLock(table, mode),
      ids.map((id) => ({ id })),
    )
  },
  oneOf: (column, values) =>
    sql`${column} = any(array(select json_array_elements_text(cast(cast(${listParameter(values)} as text) as json))))`,
  lookUpCost: 2,
  // It takes the one that is meant where conditions are on bare columns and order is not to be sorted.
  through: (table) => sql`${table}`,
  shareOrganization: async (tx) => void (await tx.all(shareLock)),
  lockOrganization: async (tx) => void (await tx.all(holdLock)),
  holdName: async (tx, name) => void (await tx.all(holdNameLock, { name })),
  rowsOf: postgresRowsOf,
  ...rowInsertion((value) => `cast(${value} as json)`),
  countRoughly: countPostgresRoughly,
  holdLog: async (tx) => void (await tx.all(holdLogLock)),
  ...postgresSearch,
  ...rowDeletion(postgresSchema(), postgresTables(), 'ctid'),
}
