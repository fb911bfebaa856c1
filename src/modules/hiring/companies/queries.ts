import { and, count, eq, isNull } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'

export interface CompanyRow {
  id: string
  name: string
  description: string
  website: string | null
  location: string | null
  owner_id: string | null
  created_at: number
  updated_at: number
}

export function listCompanies(q: Read, page: IdPage): Promise<CompanyRow[]> {
  return selectPage(q, ...pageOf(page))
}

const selectPage = query((q, page: Slots<PageValues>, variant: PageVariant) => {
  const { unseen, order } = inPage(q.tables.companies.id, page, variant)
  return selectCompanies(q)
    .where(and(live(q), unseen))
    .orderBy(order)
    .limit(page.limit)
})

export async function countCompanies(q: Read): Promise<number> {
  const [row] = await selectTotal(q)
  return row?.total ?? 0
}

const selectTotal = query((q) => q.select({ total: count() }).from(q.tables.companies).where(live(q)))

/** One that is not in the trash. */
export async function findCompany(q: Read, id: string): Promise<CompanyRow | null> {
  const [row] = await selectCompany(q, { id })
  return row ?? null
}

const selectCompany = query((q, { id }: Slots<{ id: string }>) =>
  selectCompanies(q).where(and(live(q), eq(q.tables.companies.id, id))),
)

function selectCompanies(q: Reading) {
  const { id, name, description, website, location, owner_id, created_at, updated_at } = q.tables.companies
  return q
    .select({ id, name, description, website, location, owner_id, created_at, updated_at })
    .from(q.tables.companies)
}

function live(q: Reading) {
  const { companies } = q.tables
  return and(q.mine(companies), isNull(companies.deleted_at))
}

export const insertCompany = mutation((q, company: Slots<CompanyRow>) => {
  const { id, created_at } = company
  const values = { ...columnsOf(company), id, created_at, organization_id: q.organization_id }
  return q.insert(q.tables.companies).values(values)
})

/** One that is locked. */
export const updateCompany = mutation((q, company: Slots<CompanyRow>) => {
  const { companies } = q.tables
  return q
    .update(companies)
    .set(columnsOf(company))
    .where(and(live(q), eq(companies.id, company.id)))
})

/** What of a company may change. */
function columnsOf({ name, description, website, location, owner_id, updated_at }: Slots<CompanyRow>) {
  return { name, description, website, location, owner_id, updated_at }
}

/** Puts it into the trash. */
export const discardCompany = mutation(
  (q, slots: Slots<{ id: string; deleted_at: number; deleted_by: string }>) => {
    const { companies } = q.tables
    const { id, deleted_at, deleted_by } = slots
    return q
      .update(companies)
      .set({ deleted_at, deleted_by })
      .where(and(live(q), eq(companies.id, id)))
  },
)

/** Those of them that are not in the trash. */
export async function listCompaniesById(q: Read, ids: readonly string[]): Promise<CompanyRow[]> {
  return ids.length === 0 ? [] : selectByIds(q, { ids })
}

const selectByIds = query((q, { ids }: Slots<{ ids: readonly string[] }>) =>
  selectCompanies(q).where(and(live(q), q.can.oneOf(q.tables.companies.id, ids))),
)

/** Whose each of them is, in the trash or not. */
export const listOwners = query((q, { ids }: Slots<{ ids: readonly string[] }>) => {
  const { companies: c } = q.tables
  return q
    .select({ id: c.id, owner_id: c.owner_id })
    .from(c)
    .where(and(q.mine(c), q.can.oneOf(c.id, ids)))
})
