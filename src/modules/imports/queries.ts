import { and, count, eq, max } from 'drizzle-orm'
import type { InstanceRead, Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { instanceQuery, mutation, query, type Slots } from '../../db/query.ts'
import { batchStatement, statement } from '../../db/statement.ts'

type Schema = Read['tables']
export type ImportRow = Schema['imports']['$inferSelect']
export type ImportState = 'running' | 'done' | 'interrupted' | 'undoing' | 'undone'

interface NewImport {
  id: string
  author_id: string | null
  api_key_id: string | null
  file_name: string | null
  format: string
  state: string
  created_at: number
  heard_at: number
  errors: ImportRow['errors']
}

const selectLast = query((q) => {
  const { imports } = q.tables
  return q
    .select({ last: max(imports.number) })
    .from(imports)
    .where(q.mine(imports))
})

const insertNumbered = mutation((q, row: Slots<NewImport & { number: number }>) => {
  const { organization_id } = q
  const { id, number, author_id, api_key_id, file_name, format, state } = row
  const { created_at, heard_at, errors } = row
  const origin = { author_id, api_key_id, file_name, format }
  return q
    .insert(q.tables.imports)
    .values({ organization_id, id, number, ...origin, state, created_at, heard_at, errors })
})

export async function insertImport(tx: Write, row: NewImport): Promise<number> {
  // Another one that begins now would take the same number.
  await tx.can.lockOrganization(tx)
  const [found] = await selectLast(tx)
  const number = (found?.last ?? 0) + 1
  await insertNumbered(tx, { ...row, number })
  return number
}

const selectImport = query((q, { id }: Slots<{ id: string }>) => {
  const { imports } = q.tables
  return q
    .select()
    .from(imports)
    .where(and(q.mine(imports), eq(imports.id, id)))
})

export async function findImport(q: Read, id: string): Promise<ImportRow | null> {
  const [row] = await selectImport(q, { id })
  return row ?? null
}

const selectOrganization = instanceQuery((q, { id }: Slots<{ id: string }>) => {
  const { imports } = q.tables
  return q.select({ organization_id: imports.organization_id }).from(imports).where(eq(imports.id, id))
})

/** For the command line, which is told the import alone. */
export async function findOrganizationOfImport(q: InstanceRead, id: string): Promise<string | null> {
  const [row] = await selectOrganization(q, { id })
  return row?.organization_id ?? null
}

const selectPage = query((q, page: Slots<PageValues>, variant: PageVariant) => {
  const { imports } = q.tables
  const { unseen, order } = inPage(imports.id, page, variant)
  return q
    .select()
    .from(imports)
    .where(and(q.mine(imports), unseen))
    .orderBy(order)
    .limit(page.limit)
})

export function listImports(q: Read, page: IdPage): Promise<ImportRow[]> {
  return selectPage(q, ...pageOf(page))
}

const selectTotal = query((q) => {
  const { imports } = q.tables
  return q.select({ total: count() }).from(imports).where(q.mine(imports))
})

export async function countImports(q: Read): Promise<number> {
  const [row] = await selectTotal(q)
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

/** As they came. */
export const listEventsOfImport = statement<{ number: number }, { id: string }>(`
  select id from activity_events
  where organization_id = :organization_id and import_number = :number
  order by received_at limit ${EVENTS_AT_ONCE}`)

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
