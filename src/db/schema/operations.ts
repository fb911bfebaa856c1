import { isNotNull, isNull } from 'drizzle-orm'
import type { defineHiring } from './hiring.ts'
import type { defineKnowledge } from './knowledge.ts'
import type { TenantColumns } from './tenant.ts'
import type { defineWork } from './work.ts'

type Things = Pick<ReturnType<typeof defineWork>, 'tasks' | 'projects'> &
  Pick<ReturnType<typeof defineKnowledge>, 'content' | 'lessons'> &
  Pick<ReturnType<typeof defineHiring>, 'applications'>

/** What keeps the rest going, and what it says of itself. */
export function defineOperations(
  c: TenantColumns,
  { tasks, projects, content, lessons, applications }: Things,
) {
  /**
   * Texts that came or changed and are not in the index yet. Triggers put them here, and whoever
   * indexes them takes them away: see modules/search/late-indexing.ts. The index itself is each engine's own.
   */
  const search_queue = c.table(
    'search_queue',
    {
      organization_id: c.uncheckedOrganizationId(),
      kind: c.text().notNull(),
      id: c.id().notNull(),
      /** What it hangs on, such as the conversation of a message. */
      parent_id: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.kind, t.id] })],
  )

  /** What each write of a request with an Idempotency-Key came to: kept in the same transaction. */
  const idempotent_writes = c.table(
    'idempotent_writes',
    {
      /** `*` for what a user does across organizations. */
      organization_id: c.uncheckedOrganizationId(),
      /** The principal's own: another's key of the same text is another key. */
      principal_id: c.id().notNull(),
      /** SHA-256 of the key's text. */
      key: c.text().notNull(),
      /** Which of the request's writes, from 0. */
      step: c.int().notNull(),
      /** SHA-256 of method, path and body: the same key with another request is a mistake. */
      request_hash: c.text().notNull(),
      /** What the write returned, as JSON, encrypted. */
      outcome: c.text(),
      /** When the first of them was: all are kept as long. */
      created_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.principal_id, t.key, t.step] }),
      c.index('idempotent_writes_age').on(t.created_at),
    ],
  )

  /** What takes back what an agent has changed by a tool: kept for a week. */
  const tool_changes = c.table(
    'tool_changes',
    {
      organization_id: c.organizationId(),
      /** Of the call. */
      id: c.id().notNull(),
      /** Who called, as the log of changes names them: nobody else takes it back. */
      actor: c.text().notNull(),
      tool: c.text().notNull(),
      /** A request, with values of before, and the version of which it is one. */
      undo: c.json().$type<object>().notNull(),
      created_at: c.time().notNull(),
      undone_at: c.time(),
      /** Of what it is: values of before are not kept of what is gone for good. */
      task_id: c.id(),
      project_id: c.id(),
      content_id: c.id(),
      lesson_id: c.id(),
      application_id: c.id(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.index('tool_changes_age').on(t.created_at),
      c.partOf(tasks, t.organization_id, t.task_id),
      c.partOf(projects, t.organization_id, t.project_id),
      c.partOf(content, t.organization_id, t.content_id),
      c.partOf(lessons, t.organization_id, t.lesson_id),
      c.partOf(applications, t.organization_id, t.application_id),
      c.index('tool_changes_task').on(t.organization_id, t.task_id).where(isNotNull(t.task_id)),
      c.index('tool_changes_project').on(t.organization_id, t.project_id).where(isNotNull(t.project_id)),
      c.index('tool_changes_content').on(t.organization_id, t.content_id).where(isNotNull(t.content_id)),
      c.index('tool_changes_lesson').on(t.organization_id, t.lesson_id).where(isNotNull(t.lesson_id)),
      c
        .index('tool_changes_application')
        .on(t.organization_id, t.application_id)
        .where(isNotNull(t.application_id)),
    ],
  )

  /** How requests went in a minute, as one process saw it; whoever reads adds the processes up. */
  const requestMinute = () => ({
    /** Minutes since 1970. */
    minute: c.int().notNull(),
    process_id: c.id().notNull(),
    requests: c.int().notNull(),
    /** Answered with 5xx. */
    errors: c.int().notNull(),
    cache_hits: c.int().notNull(),
    cache_misses: c.int().notNull(),
    /** Counts by bucket of a sketch: see lib/sketch.ts. */
    durations: c.json().$type<Record<string, number>>().notNull(),
  })

  /** Of the principals of an organization. */
  const request_minutes = c.table(
    'request_minutes',
    { organization_id: c.uncheckedOrganizationId(), ...requestMinute() },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.minute, t.process_id] }),
      c.index('request_minutes_age').on(t.minute),
    ],
  )

  /** Of everybody, strangers among them. */
  const instance_minutes = c.table('instance_minutes', requestMinute(), (t) => [
    c.primaryKey({ columns: [t.minute, t.process_id] }),
  ])

  /** The last run of each cron job. */
  const cron_jobs = c.table('cron_jobs', {
    name: c.text().primaryKey(),
    started_at: c.time().notNull(),
    finished_at: c.time(),
    outcome: c.text(),
    detail: c.text(),
    /** The last tick of the clock for which it ran, in whatever process: the others leave that one out. */
    tick_at: c.time(),
  })

  /** Every run of a cron job, for thirty days. */
  const job_runs = c.table(
    'job_runs',
    {
      id: c.id().primaryKey(),
      name: c.text().notNull(),
      /** In every log line of the run; of one that was asked for, that of the request. */
      correlation_id: c.id().notNull(),
      started_at: c.time().notNull(),
      /** `null` while it runs, and where its process died until the next run. */
      finished_at: c.time(),
      /** `done`, `failed` or `interrupted`. */
      outcome: c.text(),
      detail: c.text(),
    },
    (t) => [
      c.index('job_runs_of').on(t.name, t.id),
      c.index('job_runs_correlation').on(t.correlation_id),
      c.index('job_runs_age').on(t.started_at),
      c.uniqueIndex('job_runs_running').on(t.name).where(isNull(t.finished_at)),
    ],
  )

  /** What all processes on this database must agree on. */
  const instance_settings = c.table('instance_settings', {
    key: c.text().primaryKey(),
    value: c.text().notNull(),
  })

  /** What is known of each backup besides its file, which alone says that there is one. */
  const backups = c.table('backups', {
    name: c.text().primaryKey(),
    /** Of the database that it was made of. */
    engine: c.text().notNull(),
    /** `scheduled`, `manual` or `safety`. */
    reason: c.text().notNull(),
    created_at: c.time().notNull(),
    size_bytes: c.int().notNull(),
    /** How many tables, and how many rows in all of them. */
    tables: c.int().notNull(),
    rows: c.int().notNull(),
    /** How long writing it took, and proving it; `null` where it was made elsewhere. */
    duration_ms: c.int(),
    /** `pending`, `proved` or `failed`. */
    proof_outcome: c.text().notNull(),
    proof_at: c.time(),
    proof_duration_ms: c.int(),
    proof_detail: c.text(),
    /** In the object store: `copied` or `failed`; `null` where there is none, or not yet. */
    copy_outcome: c.text(),
    copy_at: c.time(),
    copy_detail: c.text(),
  })

  return {
    search_queue,
    idempotent_writes,
    tool_changes,
    request_minutes,
    instance_minutes,
    cron_jobs,
    job_runs,
    instance_settings,
    backups,
  }
}
