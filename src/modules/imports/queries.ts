import { and, count, eq, max } from 'drizzle-orm'
import type { InstanceRead, Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
import { batchStatement, statement } from '../../db/statement.ts'

type Schema = Read['tables']
export type ImportRow = Schema['imports']['$inferSelect']
export type ImportState = 'running' | 'done' | 'interrupted' | 'undoing' | 'undone'

export async function insertImport(
  tx: Write,
  row: Omit<Schema['imports']['$inferInsert'], 'organization_id' | 'number'>,
): Promise<number> {
  const { imports } = tx.tables
  // Another one that begins now would take the same number.
  await tx.can.lockOrganization(tx)
  const [found] = await tx
    .select({ last: max(imports.number) })
    .from(imports)
    .where(tx.mine(imports))
  const number = (found?.last ?? 0) + 1
  await tx.insert(imports).values({ ...row, number, organization_id: tx.organization_id })
  return number
}

export async function findImport(q: Read, id: string): Promise<ImportRow | null> {
  const { imports } = q.tables
  const [row] = await q
    .select()
    .from(imports)
    .where(and(q.mine(imports), eq(imports.id, id)))
  return row ?? null
}

/** For the command line, which is told the import alone. */
export async function findOrganizationOfImport(q: InstanceRead, id: string): Promise<string | null> {
  const { imports } = q.tables
  const [row] = await q
    .select({ organization_id: imports.organization_id })
    .from(imports)
    .where(eq(imports.id, id))
  return row?.organization_id ?? null
}

export async function listImports(q: Read, page: IdPage): Promise<ImportRow[]> {
  const { imports } = q.tables
  return q
    .select()
    .from(imports)
    .where(and(q.mine(imports), byId(imports.id, page).unseen))
    .orderBy(byId(imports.id, page).order)
    .limit(page.limit)
}

export async function countImports(q: Read): Promise<number> {
  const { imports } = q.tables
  const [row] = await q.select({ total: count() }).from(imports).where(q.mine(imports))
  return row?.total ?? 0
}

/** Holds it until the end of the transaction: forwards and backwards do not go on at once. */
export const holdRunning = statement<{ id: string; now: number }, { id: string }>(`
  update imports set heard_at = :now
  where organization_id = :organization_id and id = :id and state = 'running'
  returning id`)

export const updateCounts = statement<
  {
    id: string
    now: number
    state: string
    finished_at: number | null
    lines: number
    accepted: number
    duplicates: number
    rejected: number
    errors: string
  },
  { id: string }
>(`
  update imports
  set state = :state, heard_at = :now, finished_at = cast(:finished_at as bigint), lines = :lines,
      accepted = :accepted, duplicates = :duplicates, rejected = :rejected,
      errors = json(cast(:errors as text))
  where organization_id = :organization_id and id = :id and state = 'running'
  returning id`)

export const beginUndo = statement<{ id: string; now: number }, { number: number }>(`
  update imports set state = 'undoing', heard_at = :now
  where organization_id = :organization_id and id = :id and state <> 'undone'
  returning number`)

/** Holds it, as above. */
export const holdUndoing = statement<{ id: string; now: number }, { number: number }>(`
  update imports set heard_at = :now
  where organization_id = :organization_id and id = :id and state = 'undoing'
  returning number`)

export const addRemoved = statement<{ id: string; removed: number }>(`
  update imports set removed = removed + :removed
  where organization_id = :organization_id and id = :id`)

export const endUndo = statement<{ id: string; now: number }>(`
  update imports set state = 'undone', finished_at = :now
  where organization_id = :organization_id and id = :id`)

const EVENTS_AT_ONCE = 1_000

/** Person by person: then what each of them was is taken away once, and not bit by bit. */
export const listEventsOfImport = statement<{ number: number }, { id: string }>(`
  select id from activity_events
  where organization_id = :organization_id and import_number = :number
  order by person_id limit ${EVENTS_AT_ONCE}`)

export const deleteEvents = batchStatement({ id: 'text' })<{
  person_id: string
  core: boolean | number
  occurred_at: number
}>(`
  delete from activity_events
  where organization_id = :organization_id and id in (select r.id from :rows as r)
  returning person_id, core, occurred_at`)

/** Those that somebody has begun to take back, and that nobody goes on with. */
export const listStoppedUndos = statement<{ heard_before: number }, { id: string }>(`
  select id from imports
  where organization_id = :organization_id and state = 'undoing' and heard_at < :heard_before
  order by id`)
