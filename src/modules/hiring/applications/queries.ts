import { and, eq, isNotNull, isNull, notInArray } from 'drizzle-orm'
import type { Read, Write } from '../../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'
import { batchStatement } from '../../../db/statement.ts'
import type { Answer } from './answers.ts'
import type { RejectionReason } from './schema.ts'
import type { Stage } from './stages.ts'

export interface ApplicationRow {
  id: string
  job_id: string
  candidate_id: string
  name: string | null
  stage: Stage
  reached: number
  stage_at: number
  rejection_reason: RejectionReason | null
  source: string
  message: string
  answers: Answer[]
  knocked_out: boolean
  hired_at: number | null
  created_at: number
  updated_at: number
}

/** As the columns say it; only what the schema on the wire takes is ever written there. */
type StoredApplication = Awaited<ReturnType<typeof selectApplication>>[number]

export function asRow(row: StoredApplication): ApplicationRow {
  return row as ApplicationRow
}

/** One that is not in the trash, whoever may see it. */
export async function findApplication(q: Read, id: string): Promise<ApplicationRow | null> {
  const [row] = await selectApplication(q, { id })
  return row ? asRow(row) : null
}

const selectApplication = query((q, { id }: Slots<{ id: string }>) =>
  selectApplications(q).where(and(live(q), eq(q.tables.applications.id, id))),
)

/** Those of them that are not in the trash. */
export async function listApplicationsById(q: Read, ids: readonly string[]): Promise<ApplicationRow[]> {
  return ids.length === 0 ? [] : (await selectByIds(q, { ids })).map(asRow)
}

const selectByIds = query((q, { ids }: Slots<{ ids: readonly string[] }>) =>
  selectApplications(q).where(and(live(q), q.can.oneOf(q.tables.applications.id, ids))),
)

/** Those of a candidate, in the trash too. */
export async function listOfCandidate(q: Read, candidate_id: string): Promise<ApplicationRow[]> {
  return (await selectOfCandidate(q, { candidate_id })).map(asRow)
}

const selectOfCandidate = query((q, { candidate_id }: Slots<{ candidate_id: string }>) => {
  const { applications: a } = q.tables
  return selectApplications(q)
    .where(and(q.mine(a), eq(a.candidate_id, candidate_id)))
    .orderBy(a.id)
})

export function selectApplications(q: Reading) {
  const { applications: a } = q.tables
  const { id, job_id, candidate_id, name, stage, reached, stage_at, rejection_reason, source } = a
  const { message, answers, knocked_out, hired_at, created_at, updated_at } = a
  return q
    .select({
      ...{ id, job_id, candidate_id, name, stage, reached, stage_at, rejection_reason, source },
      ...{ message, answers, knocked_out, hired_at, created_at, updated_at },
    })
    .from(a)
}

export function live(q: Reading) {
  const { applications } = q.tables
  return and(q.mine(applications), isNull(applications.deleted_at))
}

/** Of which job and whose each of them is, in the trash or not. */
export async function listPlaces(q: Read, ids: readonly string[]) {
  return ids.length === 0 ? [] : selectPlaces(q, { ids })
}

const selectPlaces = query((q, { ids }: Slots<{ ids: readonly string[] }>) => {
  const { applications: a } = q.tables
  const { id, job_id, candidate_id, stage, deleted_at } = a
  return q
    .select({ id, job_id, candidate_id, stage, deleted_at })
    .from(a)
    .where(and(q.mine(a), q.can.oneOf(id, ids)))
})

type Applied = { job_id: string; candidate_id: string }

/** Of a candidate for a job: the one that goes on. */
export async function findGoingOn(q: Read, applied: Applied): Promise<string | null> {
  const [row] = await selectGoingOn(q, applied)
  return row?.id ?? null
}

const selectGoingOn = query((q, slots: Slots<Applied>) => {
  const { applications: a } = q.tables
  return q
    .select({ id: a.id })
    .from(a)
    .where(and(ofBoth(q, slots), isNull(a.deleted_at), notInArray(a.stage, ['rejected', 'withdrawn'])))
})

/** The same among those that went into the trash with the job, and would come back with it. */
export async function findGoingOnInTrash(q: Read, applied: Applied): Promise<string | null> {
  const [row] = await selectGoingOnInTrash(q, applied)
  return row?.id ?? null
}

const selectGoingOnInTrash = query((q, slots: Slots<Applied>) => {
  const { applications: a } = q.tables
  return q
    .select({ id: a.id })
    .from(a)
    .where(and(ofBoth(q, slots), isNotNull(a.deleted_with), notInArray(a.stage, ['rejected', 'withdrawn'])))
})

/** Whether this candidate was rejected for this job. */
export async function wasRejected(q: Read, applied: Applied): Promise<boolean> {
  return (await selectRejected(q, applied)).length > 0
}

const selectRejected = query((q, slots: Slots<Applied>) => {
  const { applications: a } = q.tables
  return q
    .select({ id: a.id })
    .from(a)
    .where(and(ofBoth(q, slots), eq(a.stage, 'rejected')))
    .limit(1)
})

function ofBoth(q: Reading, { job_id, candidate_id }: Slots<Applied>) {
  const { applications: a } = q.tables
  return and(q.mine(a), eq(a.job_id, job_id), eq(a.candidate_id, candidate_id))
}

export const insertApplication = mutation((q, row: Slots<ApplicationRow>) => {
  const { id, job_id, candidate_id, name, stage, reached, stage_at, rejection_reason, source } = row
  const { message, answers, knocked_out, hired_at, created_at, updated_at } = row
  return q.insert(q.tables.applications).values({
    organization_id: q.organization_id,
    ...{ id, job_id, candidate_id, name, stage, reached, stage_at, rejection_reason, source },
    ...{ message, answers, knocked_out, hired_at, created_at, updated_at },
  })
})

/** One that is locked. */
export const updateApplication = mutation((q, row: Slots<ApplicationRow>) => {
  const { applications: a } = q.tables
  const { candidate_id, stage, reached, stage_at, rejection_reason, source, hired_at, updated_at } = row
  return q
    .update(a)
    .set({ candidate_id, stage, reached, stage_at, rejection_reason, source, hired_at, updated_at })
    .where(and(q.mine(a), eq(a.id, row.id)))
})

/** @returns Whether it was not there already. */
export async function putInTrash(
  tx: Write,
  discarded: { id: string; deleted_at: number; deleted_by: string },
): Promise<boolean> {
  return (await discardApplication(tx, discarded)).length > 0
}

const discardApplication = mutation(
  (q, slots: Slots<{ id: string; deleted_at: number; deleted_by: string }>) => {
    const { applications: a } = q.tables
    const { id, deleted_at, deleted_by } = slots
    return q
      .update(a)
      .set({ deleted_at, deleted_by })
      .where(and(live(q), eq(a.id, id)))
      .returning({ id: a.id })
  },
)

export interface StageChangeRow {
  id: string
  from_stage: Stage | null
  to_stage: Stage
  reason: string | null
  changed_at: number
  changed_by: string | null
}

export const insertStageChanges = batchStatement({
  application_id: 'text',
  id: 'text',
  from_stage: 'text',
  to_stage: 'text',
  reason: 'text',
  changed_at: 'int',
  changed_by: 'text',
})(`
  insert into application_stage_changes
    (organization_id, application_id, id, from_stage, to_stage, reason, changed_at, changed_by)
  select :organization_id, r.application_id, r.id, r.from_stage, r.to_stage, r.reason, r.changed_at, r.changed_by
  from :rows as r where true`)

/** Some of the first. */
export async function listStageChanges(q: Read, application_id: string, limit: number) {
  return (await selectStageChanges(q, { application_id, limit })) as StageChangeRow[]
}

const selectStageChanges = query((q, slots: Slots<{ application_id: string; limit: number }>) => {
  const { application_stage_changes: c } = q.tables
  const { id, from_stage, to_stage, reason, changed_at, changed_by } = c
  return q
    .select({ id, from_stage, to_stage, reason, changed_at, changed_by })
    .from(c)
    .where(and(q.mine(c), eq(c.application_id, slots.application_id)))
    .orderBy(id)
    .limit(slots.limit)
})
