/** What it would mean to take an organization in here, and what stands in its way. Asked before anything is written. */
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'
import type { StagedAccount, StagedOrganization } from '../../db/rows/staged-organization.ts'
import { findPlaces, findSlug, listAccounts, listInvitations, listKeys } from './queries.ts'

export interface Conflict {
  code:
    | 'organization_is_here'
    | 'slug_is_taken'
    | 'secrets_are_here'
    | 'account_is_here'
    | 'account_is_unclear'
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
  { head, accounts, secrets }: Pick<StagedOrganization, 'head' | 'accounts' | 'secrets'>,
  { as, joinAccounts }: ImportOptions,
): Promise<ImportPlan> {
  const slug = as ?? head.slug
  const conflicts = await conflictsOfPlace(q, head.id, slug)
  const isHere = conflicts.some(({ code }) => code === 'organization_is_here')
  if (!isHere) conflicts.push(...(await conflictsOfSecrets(q, secrets)))
  const { made, joined, unclear } = await matchAccounts(q, accounts)
  if (joined.length > 0 && !joinAccounts) conflicts.push(accountsAreHere(joined))
  if (unclear.length > 0) conflicts.push(accountsAreUnclear(unclear))
  return { slug, made, joined, conflicts }
}

interface Matched {
  made: StagedAccount[]
  joined: Joined[]
  /** Addresses of those that could be one or another. */
  unclear: string[]
}

/** By id, since somebody may have another address by now; else by address. */
async function matchAccounts(
  q: InstanceRead | InstanceWrite,
  accounts: readonly StagedAccount[],
): Promise<Matched> {
  const wanted = { ids: accounts.map(({ id }) => id), emails: accounts.map(({ email }) => email) }
  const here = await listAccounts(q, wanted)
  const byId = new Map(here.map((one) => [one.id, one]))
  const byEmail = new Map(here.map((one) => [one.email, one]))
  const taken = new Set<string>()
  const matched: Matched = { made: [], joined: [], unclear: [] }
  for (const account of accounts) {
    const [same, sameAddress] = [byId.get(account.id), byEmail.get(account.email)]
    const found = same ?? sameAddress
    if (!found) matched.made.push(account)
    else if (taken.has(found.id) || (sameAddress && sameAddress.id !== found.id))
      matched.unclear.push(account.email)
    else matched.joined.push({ staged_id: account.id, ...found })
    if (found) taken.add(found.id)
  }
  return matched
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

/** Of the same organization under another id: whoever has the key could be in either. */
async function conflictsOfSecrets(
  q: InstanceRead | InstanceWrite,
  { key_ids, key_hashes, token_hashes }: StagedOrganization['secrets'],
): Promise<Conflict[]> {
  const keys = await listKeys(q, { ids: key_ids, hashes: key_hashes })
  const invitations = await listInvitations(q, { hashes: token_hashes })
  if (keys.length + invitations.length === 0) return []
  const detail =
    'API keys or invitations of it are here already, in another organization: revoke those there, or delete that organization.'
  return [{ code: 'secrets_are_here', detail }]
}

async function freeSlug(q: InstanceRead | InstanceWrite, slug: string): Promise<string> {
  for (let n = 2; ; n += 1) {
    const free = `${slug}-${n}`
    if ((await findSlug(q, { slug: free })).length === 0) return free
  }
}

/** An archive that names somebody must not make a member of them by itself. */
function accountsAreHere(joined: readonly Joined[]): Conflict {
  const emails = joined.map(({ email }) => email)
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
