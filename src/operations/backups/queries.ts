import { and, eq, sql } from 'drizzle-orm'
import { FILE_TABLES } from '../../db/file-tables.ts'
import type { InstanceRead } from '../../db/handle.ts'
import { instanceMutation, instanceQuery, type Slots } from '../../db/query.ts'
import { statement } from '../../db/statement.ts'
import type { FileKey } from '../../files/file-store.ts'

export type BackupRow = InstanceRead['tables']['backups']['$inferSelect']
export type BackupReason = 'scheduled' | 'manual' | 'safety'

export const listBackupRows = instanceQuery((q) => q.select().from(q.tables.backups))

export const findBackupRow = instanceQuery((q, { name }: Slots<{ name: string }>) => {
  const { backups } = q.tables
  return q.select().from(backups).where(eq(backups.name, name))
})

type NewBackup = Pick<
  BackupRow,
  'name' | 'engine' | 'reason' | 'created_at' | 'size_bytes' | 'tables' | 'rows' | 'duration_ms'
>

/** Why it was made, and its proof, stay what they are, and so does how long it took where that is not known anew. */
export const putBackup = instanceMutation((q, row: Slots<NewBackup>) => {
  const { backups } = q.tables
  const { name, engine, reason, created_at, size_bytes, tables, rows, duration_ms } = row
  const found = { engine, created_at, size_bytes, tables, rows }
  const known = sql<number | null>`coalesce(excluded.duration_ms, ${backups.duration_ms})`
  return q
    .insert(backups)
    .values({ name, reason, duration_ms, ...found, proof_outcome: 'pending' })
    .onConflictDoUpdate({ target: backups.name, set: { ...found, duration_ms: known } })
})

interface ProofValues {
  name: string
  proof_outcome: string
  proof_at: number
  proof_duration_ms: number
  proof_detail: string
}

export const updateProof = instanceMutation((q, slots: Slots<ProofValues>) => {
  const { backups } = q.tables
  const { name, proof_outcome, proof_at, proof_duration_ms, proof_detail } = slots
  const proof = { proof_outcome, proof_at, proof_duration_ms, proof_detail }
  return q.update(backups).set(proof).where(eq(backups.name, name))
})

interface CopyValues {
  name: string
  copy_outcome: string
  copy_at: number
  copy_detail: string
}

export const updateCopy = instanceMutation((q, slots: Slots<CopyValues>) => {
  const { backups } = q.tables
  const { name, copy_outcome, copy_at, copy_detail } = slots
  return q.update(backups).set({ copy_outcome, copy_at, copy_detail }).where(eq(backups.name, name))
})

export const deleteBackupRow = instanceMutation((q, { name }: Slots<{ name: string }>) => {
  const { backups } = q.tables
  return q.delete(backups).where(eq(backups.name, name))
})

/** Where each of them is an active member. */
export const listAdministratorMembers = instanceQuery((q) => {
  const { members, users } = q.tables
  return q
    .select({ organization_id: members.organization_id, member_id: members.id })
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
    .where(and(eq(users.is_instance_admin, true), eq(members.status, 'active')))
})

export const listAdministrators = instanceQuery((q) => {
  const { users } = q.tables
  return q.select({ email: users.email }).from(users).where(eq(users.is_instance_admin, true))
})

/** Nobody has used a database that has none. */
export const findAnyUser = instanceQuery((q) =>
  q.select({ id: q.tables.users.id }).from(q.tables.users).limit(1),
)

const CONTENTS = FILE_TABLES.map((table) => `select organization_id, sha256 from ${table}`)

/** The contents of all files, each once, in the same order every time. */
export const listContents = statement<Record<never, never>, FileKey>(
  `select distinct organization_id, sha256 from (${CONTENTS.join(' union all ')}) as contents
  order by organization_id, sha256`,
)
