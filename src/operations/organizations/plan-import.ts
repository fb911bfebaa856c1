/** What it would mean to take an organization in here, and what stands in its way. Asked before anything is written. */
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'
import type { StagedAccount, StagedOrganization } from '../../db/rows/staged-organization.ts'
import { findPlaces, findSlug, listAccounts } from './queries.ts'

export interface Conflict {
  code: 'organization_is_here' | 'slug_is_taken' | 'account_is_here' | 'account_is_unclear'
  /** With what to do. */
  detail: string
  /** Whose accounts it is about. */
  emails?: string[]
}

/** An account that is here already, and stays what it is. */
export interface Joined {
  /** In the archive. */
  staged_id: string
  id: string
  email: string
}

export interface ImportPlan {
  slug: string
  made: StagedAccount[]
  joined: Joined[]
  conflicts: Conflict[]
}

export interface ImportOptions {
  /** `null` for the slug that it has. */
  as: string | null
  /** Whether accounts that are here become members, with their password and name of here. */
  joinAccounts: boolean
}

export async function planImport(
  q: InstanceRead | InstanceWrite,
  { head, accounts }: Pick<StagedOrganization, 'head' | 'accounts'>,
  { as, joinAccounts }: ImportOptions,
): Promise<ImportPlan> {
  const slug = as ?? head.slug
  const plan: ImportPlan = { slug, made: [], joined: [], conflicts: await conflictsOfPlace(q, head.id, slug) }
  const ids = accounts.map(({ id }) => id)
  const emails = accounts.map(({ email }) => email)
  const here = await listAccounts(q, { ids, emails })
  const byId = new Map(here.map((one) => [one.id, one]))
  const byEmail = new Map(here.map((one) => [one.email, one]))
  const taken = new Set<string>()
  const [known, unclear]: [string[], string[]] = [[], []]
  for (const account of accounts) {
    const [same, sameAddress] = [byId.get(account.id), byEmail.get(account.email)]
    const found = same ?? sameAddress
    if (!found) {
      plan.made.push(account)
      continue
    }
    const isUnclear = (same && sameAddress && same.id !== sameAddress.id) || taken.has(found.id)
    taken.add(found.id)
    plan.joined.push({ staged_id: account.id, ...found })
    if (isUnclear) unclear.push(account.email)
    else if (!joinAccounts) known.push(account.email)
  }
  if (known.length > 0) plan.conflicts.push(accountsAreHere(known))
  if (unclear.length > 0) plan.conflicts.push(accountsAreUnclear(unclear))
  return plan
}

async function conflictsOfPlace(
  q: InstanceRead | InstanceWrite,
  id: string,
  slug: string,
): Promise<Conflict[]> {
  const here = await findPlaces(q, { id, slug })
  const same = here.find((one) => one.id === id)
  if (same) {
    const detail = `This organization is here already, as ${same.slug}. It can be here once: delete that one first (almanac organization delete ${same.slug}).`
    return [{ code: 'organization_is_here', detail }]
  }
  if (here.length === 0) return []
  const detail = `Another organization has the slug ${slug}: say --as ${await freeSlug(q, slug)}, or another one.`
  return [{ code: 'slug_is_taken', detail }]
}

async function freeSlug(q: InstanceRead | InstanceWrite, slug: string): Promise<string> {
  for (let n = 2; ; n += 1) {
    const free = `${slug}-${n}`
    if ((await findSlug(q, { slug: free })).length === 0) return free
  }
}

/** An archive that names somebody must not make a member of them by itself. */
function accountsAreHere(emails: string[]): Conflict {
  const detail = `${namesOf(emails)} ${emails.length === 1 ? 'has an account' : 'have accounts'} here already. With --join-accounts they become members, and keep their passwords and names of here.`
  return { code: 'account_is_here', detail, emails }
}

/** By id one, and by address another. */
function accountsAreUnclear(emails: string[]): Conflict {
  const detail = `${namesOf(emails)} could each be one of two accounts, by id and by address. Change an address here first.`
  return { code: 'account_is_unclear', detail, emails }
}

const MOST_NAMED = 20

export function namesOf(emails: readonly string[]): string {
  const more = emails.length > MOST_NAMED ? `, and ${emails.length - MOST_NAMED} more` : ''
  return emails.slice(0, MOST_NAMED).join(', ') + more
}
