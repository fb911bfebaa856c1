import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'
import { batchStatement, statement } from '../../../db/statement.ts'
import type { EmploymentType, JobStatus, LocationType, Question, RequiredField, Salary } from './schema.ts'

export interface JobRow {
  id: string
  company_id: string | null
  title: string
  slug: string
  description: string
  status: JobStatus
  employment_type: EmploymentType
  location_type: LocationType
  location: string | null
  salary: Salary | null
  owner_id: string | null
  reviewer_ids: string[]
  publish_on: string | null
  valid_through: string | null
  required_fields: RequiredField[]
  questions: Question[]
  opened_at: number | null
  closed_at: number | null
  created_at: number
  updated_at: number
}

/** As the columns say it; only what the schema on the wire takes is ever written there. */
type StoredJob = Awaited<ReturnType<typeof selectJob>>[number]

export function asRow(row: StoredJob): JobRow {
  return row as JobRow
}

/** One that is not in the trash, whoever may see it. */
export async function findJob(q: Read, id: string): Promise<JobRow | null> {
  const [row] = await selectJob(q, { id })
  return row ? asRow(row) : null
}

const selectJob = query((q, { id }: Slots<{ id: string }>) =>
  selectJobs(q).where(and(live(q), eq(q.tables.jobs.id, id))),
)

/** Whether it is in the trash. */
export async function isInTrash(q: Read, id: string): Promise<boolean> {
  const [row] = await selectDeleted(q, { id })
  return row !== undefined
}

const selectDeleted = query((q, { id }: Slots<{ id: string }>) => {
  const { jobs } = q.tables
  return q
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(q.mine(jobs), eq(jobs.id, id), isNotNull(jobs.deleted_at)))
})

/** Those of them that there are, in the trash or not, whoever may see them. */
export async function listJobsById(q: Read, ids: readonly string[]): Promise<JobRow[]> {
  return ids.length === 0 ? [] : (await selectByIds(q, { ids })).map(asRow)
}

const selectByIds = query((q, { ids }: Slots<{ ids: readonly string[] }>) => {
  const { jobs } = q.tables
  return selectJobs(q).where(and(q.mine(jobs), q.can.oneOf(jobs.id, ids)))
})

export function selectJobs(q: Reading) {
  const { jobs: j } = q.tables
  return q
    .select({
      id: j.id,
      company_id: j.company_id,
      title: j.title,
      slug: j.slug,
      description: j.description,
      status: j.status,
      employment_type: j.employment_type,
      location_type: j.location_type,
      location: j.location,
      salary: j.salary,
      owner_id: j.owner_id,
      reviewer_ids: j.reviewer_ids,
      publish_on: j.publish_on,
      valid_through: j.valid_through,
      required_fields: j.required_fields,
      questions: j.questions,
      opened_at: j.opened_at,
      closed_at: j.closed_at,
      created_at: j.created_at,
      updated_at: j.updated_at,
    })
    .from(j)
}

export function live(q: Reading) {
  const { jobs } = q.tables
  return and(q.mine(jobs), isNull(jobs.deleted_at))
}

export const insertJob = mutation((q, job: Slots<JobRow>) => {
  const { id, created_at } = job
  const values = { ...columnsOf(job), id, created_at, organization_id: q.organization_id }
  return q.insert(q.tables.jobs).values(values)
})

/** One that is locked. */
export const updateJob = mutation((q, job: Slots<JobRow>) => {
  const { jobs } = q.tables
  return q
    .update(jobs)
    .set(columnsOf(job))
    .where(and(live(q), eq(jobs.id, job.id)))
})

/** What of a job may change. */
function columnsOf(job: Slots<JobRow>) {
  const { company_id, title, slug, description, status, employment_type, location_type, location } = job
  const { salary, owner_id, reviewer_ids, publish_on, valid_through, required_fields, questions } = job
  const { opened_at, closed_at, updated_at } = job
  return {
    ...{ company_id, title, slug, description, status, employment_type, location_type, location },
    ...{ salary, owner_id, reviewer_ids, publish_on, valid_through, required_fields, questions },
    ...{ opened_at, closed_at, updated_at },
  }
}

export const deleteReviewers = mutation((q, { job_id }: Slots<{ job_id: string }>) => {
  const { job_reviewers } = q.tables
  return q.delete(job_reviewers).where(and(q.mine(job_reviewers), eq(job_reviewers.job_id, job_id)))
})

export const insertReviewers = batchStatement({ job_id: 'text', member_id: 'text' })(`
  insert into job_reviewers (organization_id, member_id, job_id)
  select :organization_id, r.member_id, r.job_id from :rows as r where true`)

/** Who reviews it, in the trash too. */
export const setReviewers = mutation(
  (q, slots: Slots<{ id: string; reviewer_ids: string[]; updated_at: number }>) => {
    const { jobs } = q.tables
    const { id, reviewer_ids, updated_at } = slots
    return q
      .update(jobs)
      .set({ reviewer_ids, updated_at })
      .where(and(q.mine(jobs), eq(jobs.id, id)))
  },
)

/** @returns What the member reviewed. */
export const deleteReviewsOf = mutation((q, { member_id }: Slots<{ member_id: string }>) => {
  const { job_reviewers } = q.tables
  return q
    .delete(job_reviewers)
    .where(and(q.mine(job_reviewers), eq(job_reviewers.member_id, member_id)))
    .returning({ id: job_reviewers.job_id })
})

/** Those of a job that went into the trash with it. @returns Them. */
export const restoreApplicationsOf = statement<{ job_id: string }, { id: string }>(`
  update applications set deleted_at = null, deleted_by = null, deleted_with = null
  where organization_id = :organization_id and deleted_with = :job_id
  returning id`)

interface Discarded {
  id: string
  deleted_at: number
  deleted_by: string
}

/** Puts it into the trash. */
export const discardJob = mutation((q, slots: Slots<Discarded>) => {
  const { jobs } = q.tables
  const { id, deleted_at, deleted_by } = slots
  return q
    .update(jobs)
    .set({ deleted_at, deleted_by })
    .where(and(live(q), eq(jobs.id, id)))
})

/** Those of a job, which come back with it. @returns Those that were not deleted before. */
export const discardApplicationsOf = mutation((q, slots: Slots<Discarded>) => {
  const { applications } = q.tables
  const { id: deleted_with, deleted_at, deleted_by } = slots
  return q
    .update(applications)
    .set({ deleted_at, deleted_by, deleted_with })
    .where(and(q.mine(applications), eq(applications.job_id, deleted_with), isNull(applications.deleted_at)))
    .returning({ id: applications.id })
})
