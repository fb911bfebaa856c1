import { isNotNull, isNull, sql } from 'drizzle-orm'
import type { TenantColumns } from './tenant.ts'

/** Companies, the jobs that they offer, and who applies for them. */
export function defineHiring(c: TenantColumns) {
  const companies = c.table(
    'companies',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      description: c.text().notNull(),
      website: c.text(),
      location: c.text(),
      /** The member who made it, or was given it; `null` where a key made it for nobody. */
      owner_id: c.id(),
      ...c.madeAndChanged(),
      ...c.trashed(),
    },
    (t) => [c.key(t), c.trash('companies_deleted', t)],
  )

  const jobs = c.table(
    'jobs',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      company_id: c.id(),
      title: c.text().notNull(),
      /** Names it in the addresses of pages; no two have the same. */
      slug: c.text().notNull(),
      description: c.text().notNull(),
      /** `draft`, `open`, `paused` or `closed`. */
      status: c.text().notNull(),
      employment_type: c.text().notNull(),
      location_type: c.text().notNull(),
      location: c.text(),
      /** In minor units of the currency: `{min, max, currency, period}`. */
      salary: c.json().$type<object | null>(),
      /** The member who has opened it, or was given it; `null` where a key made it for nobody. */
      owner_id: c.id(),
      /** Members who read and rate what comes; see `job_reviewers`, too. */
      reviewer_ids: c.json().$type<string[]>().notNull(),
      /** Local dates, `2026-03-08`, both inclusive: when it is on the board. */
      publish_on: c.text(),
      valid_through: c.text(),
      /** What an application must hold besides a name and an address. */
      required_fields: c.json().$type<string[]>().notNull(),
      questions: c.json().$type<object[]>().notNull(),
      /** When it was opened first; `null` until then. */
      opened_at: c.time(),
      closed_at: c.time(),
      ...c.madeAndChanged(),
      ...c.trashed(),
    },
    (t) => [
      c.key(t),
      c.foreignKey({
        columns: [t.organization_id, t.company_id],
        foreignColumns: [companies.organization_id, companies.id],
      }),
      c.uniqueIndex('jobs_slug').on(t.organization_id, t.slug),
      c.index('jobs_status').on(t.organization_id, t.status, t.id).where(isNull(t.deleted_at)),
      c.index('jobs_owner').on(t.organization_id, t.owner_id, t.id),
      c.index('jobs_company').on(t.organization_id, t.company_id, t.id),
      c.trash('jobs_deleted', t),
    ],
  )

  /** The reviewers of jobs once more, to find jobs by them. */
  const job_reviewers = c.table(
    'job_reviewers',
    { organization_id: c.organizationId(), member_id: c.id().notNull(), job_id: c.id().notNull() },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.member_id, t.job_id] }),
      c.partOf(jobs, t.organization_id, t.job_id),
      c.index('job_reviewers_job').on(t.organization_id, t.job_id),
    ],
  )

  const candidates = c.table(
    'candidates',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      /** `null` for one who was erased. */
      name: c.text(),
      email: c.text(),
      /** The address as it is compared, also of one who is another by now; `null` for one who was erased. */
      email_key: c.text(),
      phone: c.text(),
      location: c.text(),
      source: c.text(),
      tags: c.json().$type<string[]>().notNull(),
      /** What was consented to, and when. */
      consent_purpose: c.text(),
      consent_at: c.time(),
      /** The local date with whose end the person is erased. */
      retain_until: c.text(),
      /** Into which candidate this one was merged. */
      merged_into: c.id(),
      erased_at: c.time(),
      ...c.madeAndChanged(),
    },
    (t) => [
      c.key(t),
      c.uniqueIndex('candidates_email').on(t.organization_id, t.email_key),
      c.index('candidates_retained').on(t.organization_id, t.retain_until),
      c.index('candidates_source').on(t.organization_id, t.source, t.id),
      c.index('candidates_merged').on(t.organization_id, t.merged_into).where(isNotNull(t.merged_into)),
    ],
  )

  /** The tags of candidates once more, to find candidates by them. */
  const candidate_tags = c.table(
    'candidate_tags',
    { organization_id: c.organizationId(), tag: c.text().notNull(), candidate_id: c.id().notNull() },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.tag, t.candidate_id] }),
      c.partOf(candidates, t.organization_id, t.candidate_id),
      c.index('candidate_tags_candidate').on(t.organization_id, t.candidate_id),
    ],
  )

  const applications = c.table(
    'applications',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      job_id: c.id().notNull(),
      candidate_id: c.id().notNull(),
      stage: c.text().notNull(),
      /** The furthest stage that it has ever been in, as its place among them: see modules/hiring/applications/stages.ts. */
      reached: c.int().notNull(),
      /** How the person calls themselves here; `null` once erased. */
      name: c.text(),
      message: c.text().notNull(),
      answers: c.json().$type<object[]>().notNull(),
      /** Whether an answer was one that the job does not take. */
      knocked_out: c.bool().notNull(),
      source: c.text().notNull(),
      rejection_reason: c.text(),
      /** Since when it is in its stage. */
      stage_at: c.time().notNull(),
      /** When the offer was accepted; `null` while it is not. */
      hired_at: c.time(),
      ...c.madeAndChanged(),
      ...c.trashed(),
      /** The job with which it went into the trash, and comes back. */
      deleted_with: c.id(),
    },
    (t) => [
      c.key(t),
      c.partOf(jobs, t.organization_id, t.job_id),
      c.partOf(candidates, t.organization_id, t.candidate_id),
      // Of one candidate for one job, one that goes on.
      c
        .uniqueIndex('applications_going_on')
        .on(t.organization_id, t.job_id, t.candidate_id)
        .where(sql`${t.stage} not in ('rejected', 'withdrawn') and ${t.deleted_at} is null`),
      c.index('applications_job').on(t.organization_id, t.job_id, t.id),
      c.index('applications_candidate').on(t.organization_id, t.candidate_id, t.id),
      c.index('applications_stage').on(t.organization_id, t.stage, t.id).where(isNull(t.deleted_at)),
      // A list is read in the order of the ids, whatever it is filtered by.
      c
        .index('applications_job_stage')
        .on(t.organization_id, t.job_id, t.stage, t.id)
        .where(isNull(t.deleted_at)),
      c.index('applications_source').on(t.organization_id, t.source, t.id).where(isNull(t.deleted_at)),
      c
        .index('applications_knocked_out')
        .on(t.organization_id, t.knocked_out, t.id)
        .where(isNull(t.deleted_at)),
      // All that the funnel counts by, so that it reads no rows: of all jobs, and of some.
      c
        .index('applications_funnel')
        .on(t.organization_id, t.created_at, t.job_id, t.source, t.reached, t.stage)
        .where(isNull(t.deleted_at)),
      c
        .index('applications_job_funnel')
        .on(t.organization_id, t.job_id, t.created_at, t.source, t.reached, t.stage)
        .where(isNull(t.deleted_at)),
      c.index('applications_hired').on(t.organization_id, t.hired_at, t.job_id).where(isNotNull(t.hired_at)),
      c.trash('applications_deleted', t),
    ],
  )

  /** Every stage that an application has been in, the first one included. */
  const application_stage_changes = c.table(
    'application_stage_changes',
    {
      organization_id: c.organizationId(),
      application_id: c.id().notNull(),
      id: c.id().notNull(),
      /** `null` for the first. */
      from_stage: c.text(),
      to_stage: c.text().notNull(),
      reason: c.text(),
      changed_at: c.time().notNull(),
      /** The member, or the API key; `null` for the applicant. */
      changed_by: c.id(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.application_id, t.id] }),
      c.partOf(applications, t.organization_id, t.application_id),
    ],
  )

  const application_notes = c.table(
    'application_notes',
    {
      organization_id: c.organizationId(),
      application_id: c.id().notNull(),
      id: c.id().notNull(),
      ...c.comment(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.application_id, t.id] }),
      c.partOf(applications, t.organization_id, t.application_id),
      c.trash('application_notes_deleted', t),
    ],
  )

  /** One of each reviewer. */
  const application_ratings = c.table(
    'application_ratings',
    {
      organization_id: c.organizationId(),
      application_id: c.id().notNull(),
      member_id: c.id().notNull(),
      /** From 1 to 5. */
      score: c.int().notNull(),
      comment: c.text().notNull(),
      ...c.madeAndChanged(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.application_id, t.member_id] }),
      c.partOf(applications, t.organization_id, t.application_id),
    ],
  )

  /** What came with an application, such as a résumé. */
  const application_files = c.table(
    'application_files',
    {
      organization_id: c.organizationId(),
      application_id: c.id().notNull(),
      id: c.id().notNull(),
      ...c.file(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.application_id, t.id] }),
      c.partOf(applications, t.organization_id, t.application_id),
      ...c.fileIndexes('application_files', t),
    ],
  )

  return {
    companies,
    jobs,
    job_reviewers,
    candidates,
    candidate_tags,
    applications,
    application_stage_changes,
    application_notes,
    application_ratings,
    application_files,
  }
}
