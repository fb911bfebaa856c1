import type { TenantColumns } from './tenant.ts'

/**
 * What the metrics are read from, kept in the same transaction as the fact. All of them belong to a
 * generation, so that a new one can be built beside the one being read and take its place at once.
 */
export function defineRollups(c: TenantColumns) {
  /** One row per counted person. Its presence says that the person is built in that generation. */
  const person_states = c.table(
    'person_states',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      person_id: c.id().notNull(),
      /** The local day of joining (a member) or of the earliest event (a tracked person). */
      first_day: c.int(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.person_id] })],
  )

  const person_days = c.table(
    'person_days',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      person_id: c.id().notNull(),
      day: c.int().notNull(),
      n: c.int().notNull(),
      core_n: c.int().notNull(),
      first_at: c.time().notNull(),
      last_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.generation, t.person_id, t.day] }),
      c.index('person_days_day').on(t.organization_id, t.generation, t.day),
    ],
  )

  const person_sessions = c.table(
    'person_sessions',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      person_id: c.id().notNull(),
      start_at: c.time().notNull(),
      end_at: c.time().notNull(),
      n: c.int().notNull(),
      start_day: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.person_id, t.start_at] })],
  )

  /** On how many days somebody has sent messages, and how many. */
  const person_message_days = c.table(
    'person_message_days',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      person_id: c.id().notNull(),
      day: c.int().notNull(),
      n: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.person_id, t.day] })],
  )

  /**
   * How many people were active last in a minute, and in an hour. Each of them is in one row of both:
   * see metrics/record/last-active.ts.
   */
  const last_active = c.table(
    'last_active',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      /** How many minutes the row is of. */
      span: c.int().notNull(),
      /** The first of them, counted from 1970 on. */
      minute: c.int().notNull(),
      people: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.span, t.minute] })],
  )

  /** Per local day: facts, stock deltas, and the difference arrays of rolling distinct counts. */
  const organization_days = c.table(
    'organization_days',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      day: c.int().notNull(),
      dau: c.int().notNull().default(0),
      d7: c.int().notNull().default(0),
      d14: c.int().notNull().default(0),
      d30: c.int().notNull().default(0),
      d60: c.int().notNull().default(0),
      core_d7: c.int().notNull().default(0),
      new_users: c.int().notNull().default(0),
      reactivated: c.int().notNull().default(0),
      removed: c.int().notNull().default(0),
      sess_n: c.int().notNull().default(0),
      sess_ms: c.int().notNull().default(0),
      messages: c.int().notNull().default(0),
      chatters: c.int().notNull().default(0),
      chat_d7: c.int().notNull().default(0),
      tasks_created: c.int().notNull().default(0),
      tasks_completed: c.int().notNull().default(0),
      content_created: c.int().notNull().default(0),
      content_published: c.int().notNull().default(0),
      /** By the day on which they finished. */
      generations_ok: c.int().notNull().default(0),
      generations_failed: c.int().notNull().default(0),
      generation_ms: c.int().notNull().default(0),
      lessons_completed: c.int().notNull().default(0),
      assessments_submitted: c.int().notNull().default(0),
      applications: c.int().notNull().default(0),
      hires: c.int().notNull().default(0),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.day] })],
  )

  /**
   * Per stock (tasks to do, late projects) and local day, by how much there is more at its end than at
   * the end of the day before. Each difference is in a row of its day and in one of more days together.
   */
  const stock_days = c.table(
    'stock_days',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      /** How many days the row is of: see metrics/stocks/stock-days.ts. */
      span: c.int().notNull(),
      /** The first of them. */
      day: c.int().notNull(),
      key: c.text().notNull(),
      amount: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.span, t.day, t.key] })],
  )

  /** How long tasks took that were completed on a day, by bin of a sketch: see lib/sketch.ts. */
  const task_times = c.table(
    'task_times',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      day: c.int().notNull(),
      /** `cycle`, `lead`, or `unstarted` (in bin 0) for those that were never in progress. */
      kind: c.text().notNull(),
      bin: c.int().notNull(),
      /** From this day on they were done no longer; beyond all days while they are. */
      until_day: c.int().notNull(),
      n: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.day, t.kind, t.bin, t.until_day] })],
  )

  /** Of the people who began in one week or month, how many were active in another. */
  const cohort_cells = c.table(
    'cohort_cells',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      /** `week` or `month`. */
      unit: c.text().notNull(),
      period: c.int().notNull(),
      cohort: c.int().notNull(),
      active: c.int().notNull().default(0),
      /** Those of them who were active in the period before, too. */
      kept: c.int().notNull().default(0),
      /** Those of them who have not been active after it. */
      last: c.int().notNull().default(0),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.unit, t.period, t.cohort] })],
  )

  /** Stocks: how many there are now. */
  const organization_counters = c.table(
    'organization_counters',
    {
      organization_id: c.uncheckedOrganizationId(),
      generation: c.int().notNull(),
      key: c.text().notNull(),
      value: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.key] })],
  )

  /** What a closed local day showed. A cache of the rollups, never the truth. */
  const day_snapshots = c.table(
    'day_snapshots',
    {
      organization_id: c.uncheckedOrganizationId(),
      day: c.int().notNull(),
      metric_version: c.int().notNull(),
      values: c.json().$type<Record<string, number | null>>().notNull(),
      closed_at: c.time().notNull(),
      stale: c.bool().notNull().default(false),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.day, t.metric_version] })],
  )

  return {
    person_states,
    person_days,
    person_sessions,
    person_message_days,
    last_active,
    organization_days,
    stock_days,
    task_times,
    cohort_cells,
    organization_counters,
    day_snapshots,
  }
}
