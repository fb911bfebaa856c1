/** An organization out of the instance for good: written into a file first, unless that is not wanted. */

import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { countOwnRows } from '../../db/rows/count-rows.ts'
import { counted } from '../../lib/counted.ts'
import { removeAccount } from '../../modules/auth/accounts.ts'
import type { StoredFiles } from '../../modules/files/stored-files.ts'
import { deleteOrganization } from '../../modules/organizations/delete-organization.ts'
import type { ShowProgress } from '../backups/write-backup.ts'
import { type Exported, exportOrganization } from './export-organization.ts'
import { listAccountsOf, listMembershipsOf } from './queries.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'config'> & { files: StoredFiles }

export interface OrganizationRemoval {
  /** Where to write it before; `null` for nowhere. */
  exportTo: { to: string | null } | null
  /** Whether accounts go, too, that are members of nothing else. Those that administer the instance never do. */
  withAccounts: boolean
}

export interface Removed {
  exported: Exported | null
  rows: number
  /** Those that are members of nothing any more. */
  accounts: { id: string; email: string; removed: boolean }[]
}

/** @throws StartError where it cannot be written into a file: nothing was changed. */
export async function removeOrganization(
  context: Needs,
  organization: { id: string; slug: string },
  { exportTo, withAccounts }: OrganizationRemoval,
  show: ShowProgress,
): Promise<Removed> {
  const { db } = context
  const { id } = organization
  const exported =
    exportTo &&
    (await exportOrganization(context, organization, { ...exportTo, withPasswords: true }, (share, text) =>
      show(share / 2, `writing ${text}`),
    ))
  const accounts = await db.instance.read((q) => listAccountsOf(q, { id }))
  const all = await db.for(id).read(countOwnRows)
  let rows = 0
  await deleteOrganization(context, id, (done) => {
    rows = done
    show(0.5 + Math.min(0.5, done / Math.max(1, all) / 2), `deleting: ${counted(done, 'row')}`)
  })
  return { exported, rows, accounts: await lookAtAccounts(context, accounts, withAccounts) }
}

interface Account {
  id: string
  email: string
  is_instance_admin: boolean
}

async function lookAtAccounts(
  { db }: Needs,
  accounts: Account[],
  withAccounts: boolean,
): Promise<Removed['accounts']> {
  const ids = accounts.map(({ id }) => id)
  const members = await db.instance.read((q) => listMembershipsOf(q, { ids }))
  const elsewhere = new Set(members.map(({ user_id }) => user_id))
  const left: Removed['accounts'] = []
  for (const { id, email, is_instance_admin } of accounts) {
    if (elsewhere.has(id)) continue
    const removed = withAccounts && !is_instance_admin && (await removeOne({ db }, id))
    left.push({ id, email, removed })
  }
  return left
}

/** Unless it has become a member of something meanwhile. */
function removeOne({ db }: Pick<Base, 'db'>, id: string): Promise<boolean> {
  return db.instance.write(async (instance) => {
    if (!(await removeAccount(instance, id))) return false
    auditInstance(instance, { kind: 'user', id, verb: 'removed' })
    return true
  })
}
