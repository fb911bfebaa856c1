import type { Principal } from '../../../access/principal.ts'
import { actorOf, readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../../http/page.ts'
import { InvalidValueError, NotFoundError } from '../../../lib/app-error.ts'
import { assertUnchanged } from '../../../lib/etag.ts'
import { newsIn } from '../../../lib/news.ts'
import { assertStorable } from '../../../lib/text.ts'
import { toWire } from '../../../lib/to-wire.ts'
import { recordOwnActivity } from '../../events/record-activity.ts'
import { isMemberWithin } from '../../members/members.ts'
import { assertMayManage } from '../rules.ts'
import {
  type CompanyRow,
  countCompanies,
  discardCompany,
  findCompany,
  insertCompany,
  listCompanies as listCompanyRows,
  updateCompany,
} from './queries.ts'
import type { Company, CompanyChanges, NewCompany } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

export async function listCompanies(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  { organization_id }: Principal,
  query: PageQuery,
): Promise<Page<Company>> {
  const here = db.for(organization_id)
  return pageById(cursors, { organization_id, list: 'companies' }, query, {
    read: async (page) => (await here.read((q) => listCompanyRows(q, page))).map(toWire),
    count: () => here.read(countCompanies),
  })
}

/** @throws NotFoundError */
export async function readCompany(
  { db }: Pick<Base, 'db'>,
  { organization_id }: Principal,
  id: string,
): Promise<Company> {
  return toWire(await db.for(organization_id).read((q) => found(q, id)))
}

/**
 * Makes a company. It belongs to the member who makes it, unless another is named.
 *
 * @throws InvalidValueError
 */
export async function createCompany(
  { db, clock, newId }: Needs,
  principal: Principal,
  { name, ...given }: NewCompany,
): Promise<Company> {
  const now = clock.now()
  const row: CompanyRow = {
    id: newId(),
    name: name.trim(),
    description: '',
    website: null,
    location: null,
    owner_id: principal.kind === 'session' ? principal.member_id : null,
    ...given,
    created_at: now,
    updated_at: now,
  }
  return db.for(principal.organization_id).write(async (tx) => {
    await assertSound(tx, row)
    await insertCompany(tx, row)
    await recordOwnActivity(tx, principal, { id: newId(), verb: 'company.created', core: true, now })
    await tx.record({ kind: 'company', id: row.id, verb: 'created' })
    return toWire(row)
  })
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotFoundError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeCompany(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: CompanyChanges,
  ifMatch: string | null,
): Promise<Company> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const row = await enterToChange(tx, principal, id)
    assertUnchanged(ifMatch, toWire(row))
    const { name } = changes
    const news = newsIn(row, { ...changes, ...(name !== undefined && { name: name.trim() }) })
    if (news === null) return toWire(row)
    await assertSound(tx, news)
    // No two versions share an instant, so that it tells them apart.
    const after = { ...row, ...news, updated_at: Math.max(now, row.updated_at + 1) }
    await updateCompany(tx, after)
    await recordOwnActivity(tx, principal, { id: newId(), verb: 'company.changed', core: false, now })
    await tx.record({ kind: 'company', id, verb: 'changed' })
    return toWire(after)
  })
}

/**
 * Puts a company into the trash. Its jobs stay, and name it still.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ChangedMeanwhileError
 * @throws NotFoundError
 * @throws NotYoursError
 */
export async function deleteCompany(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const deleted_at = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    assertUnchanged(ifMatch, toWire(await enterToChange(tx, principal, id)))
    await discardCompany(tx, { id, deleted_at, deleted_by: actorOf(principal) })
    await tx.record({ kind: 'company', id, verb: 'deleted' })
  })
}

/** Whether there is one that is not in the trash. */
export async function isCompanyWithin(q: Read, id: string): Promise<boolean> {
  return (await findCompany(q, id)) !== null
}

/** Nobody else changes it until the transaction ends. @throws NotFoundError, NotYoursError */
async function enterToChange(tx: Write, principal: Principal, id: string): Promise<CompanyRow> {
  await tx.lock('companies', [id], 'update')
  const row = await found(tx, id)
  assertMayManage(await readViewer(tx, principal), row)
  return row
}

/** @throws NotFoundError */
async function found(q: Read, id: string): Promise<CompanyRow> {
  const row = await findCompany(q, id)
  if (!row) throw new NotFoundError('company')
  return row
}

/** @param given What is new of it; the rest was checked when it came. */
async function assertSound(tx: Write, given: CompanyChanges): Promise<void> {
  assertStorable(given)
  const { website, owner_id = null } = given
  if (website && !URL.canParse(website)) throw new InvalidValueError('website', 'is no address of a page')
  if (owner_id !== null && !(await isMemberWithin(tx, owner_id))) {
    throw new InvalidValueError('owner_id', 'is no member of this organization')
  }
}
