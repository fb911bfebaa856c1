import { and, asc, count, eq } from 'drizzle-orm'
import type { Read } from '../../../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../../../db/query.ts'
import { batchStatement, statement } from '../../../../db/statement.ts'

export type TextState = 'pending' | 'ready' | 'failed' | 'none'

export interface FileRow {
  id: string
  application_id: string
  name: string
  media_type: string
  bytes: number
  sha256: string
  text_state: TextState
  created_by: string | null
  created_at: number
}

export interface Place {
  application_id: string
  id: string
}

/** As the column says it; only these states are ever written there. */
type StoredFile = Awaited<ReturnType<typeof selectOfApplication>>[number]

export async function listFiles(q: Read, application_id: string): Promise<FileRow[]> {
  return (await selectOfApplication(q, { application_id })).map(asRow)
}

const selectOfApplication = query((q, { application_id }: Slots<{ application_id: string }>) => {
  const { application_files: f } = q.tables
  return selectFiles(q)
    .where(and(q.mine(f), eq(f.application_id, application_id)))
    .orderBy(asc(f.id))
})

/** Of this application, and of no other. */
export async function findFile(q: Read, place: Place): Promise<FileRow | null> {
  const [row] = await selectFile(q, place)
  return row ? asRow(row) : null
}

const selectFile = query((q, place: Slots<Place>) => selectFiles(q).where(isAt(q, place)))

function asRow(row: StoredFile): FileRow {
  return row as FileRow
}

function selectFiles(q: Reading) {
  const { application_files: f } = q.tables
  const { id, application_id, name, media_type, bytes, sha256, text_state, created_by, created_at } = f
  return q
    .select({ id, application_id, name, media_type, bytes, sha256, text_state, created_by, created_at })
    .from(f)
}

function isAt(q: Reading, { application_id, id }: Slots<Place>) {
  const { application_files: f } = q.tables
  return and(q.mine(f), eq(f.application_id, application_id), eq(f.id, id))
}

/** How many files each of these applications has; those without are left out. */
export async function countFiles(q: Read, applications: readonly string[]): Promise<Map<string, number>> {
  if (applications.length === 0) return new Map()
  const counts = await selectCounts(q, { applications })
  return new Map(counts.map(({ application_id, files }) => [application_id, files]))
}

const selectCounts = query((q, { applications }: Slots<{ applications: readonly string[] }>) => {
  const { application_files: f } = q.tables
  return q
    .select({ application_id: f.application_id, files: count() })
    .from(f)
    .where(and(q.mine(f), q.can.oneOf(f.application_id, applications)))
    .groupBy(f.application_id)
})

/** Of these hashes those whose content some file has. */
export async function listNeeded(q: Read, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  return new Set((await selectNeeded(q, { hashes })).map(({ sha256 }) => sha256))
}

const selectNeeded = query((q, { hashes }: Slots<{ hashes: readonly string[] }>) => {
  const { application_files: f } = q.tables
  return q
    .selectDistinct({ sha256: f.sha256 })
    .from(f)
    .where(and(q.mine(f), q.can.oneOf(f.sha256, hashes)))
})

/** The hashes of all contents that files of the organization have. */
export const listContents = query((q) => {
  const { application_files: f } = q.tables
  return q.selectDistinct({ sha256: f.sha256 }).from(f).where(q.mine(f)).orderBy(asc(f.sha256))
})

export const insertFile = mutation((q, file: Slots<FileRow & { body: string }>) => {
  const { id, application_id, name, media_type, bytes, sha256, text_state, body, created_by, created_at } =
    file
  return q.insert(q.tables.application_files).values({
    organization_id: q.organization_id,
    ...{ id, application_id, name, media_type, bytes, sha256, text_state, body, created_by, created_at },
  })
})

export const deleteFile = mutation((q, place: Slots<Place>) =>
  q.delete(q.tables.application_files).where(isAt(q, place)),
)

/** With their texts. @returns The hashes of what they held. */
export const deleteFilesOf = batchStatement({ application_id: 'text' })<{ sha256: string }>(`
  delete from application_files
  where organization_id = :organization_id and application_id in (select r.application_id from :rows as r)
  returning sha256`)

/** The organizations that have files whose text was not looked for. */
export const listPendingOrganizations = statement<Record<never, never>, { organization_id: string }>(
  `select distinct organization_id from application_files where text_state = 'pending'`,
)

/** Some of the oldest whose text was not looked for. */
export const listPending = query((q, { limit }: Slots<{ limit: number }>) => {
  const { application_files: f } = q.tables
  const { id, application_id, media_type, sha256 } = f
  return q
    .select({ id, application_id, media_type, sha256 })
    .from(f)
    .where(and(q.mine(f), eq(f.text_state, 'pending')))
    .orderBy(asc(f.id))
    .limit(limit)
})

/** One that is there still, and whose text was not looked for by another meanwhile. */
export const updateText = mutation((q, slots: Slots<Place & { text_state: string; body: string }>) => {
  const { application_files: f } = q.tables
  const { text_state, body } = slots
  return q
    .update(f)
    .set({ text_state, body })
    .where(and(isAt(q, slots), eq(f.text_state, 'pending')))
    .returning({ id: f.id })
})
