import { isNotNull } from 'drizzle-orm'
import type { TenantColumns } from './tenant.ts'

/** Who wants to be told of which numbers, and what they were told. */
export function defineAlerts(c: TenantColumns) {
  const metric_alerts = c.table(
    'metric_alerts',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      metric: c.text().notNull(),
      /** See metrics/alerts/schema.ts. */
      condition: c.json().$type<Record<string, unknown>>().notNull(),
      /** After so many days it is told again though it has not been normal since; `null`: only once it has. */
      again_after_days: c.int(),
      /** Who is told. */
      member_ids: c.json().$type<string[]>().notNull(),
      by_mail: c.bool().notNull(),
      enabled: c.bool().notNull(),
      /** The member who made it; `null` where a key did. */
      created_by: c.id(),
      ...c.madeAndChanged(),
      /** The first local day on which it may fire. */
      from_day: c.int().notNull(),
      /** The earliest day that was closed, for the first time or anew, since it was last evaluated. */
      due_from_day: c.int(),
      /** How often days were closed: it tells whether some were while it was evaluated. */
      closings: c.int().notNull().default(0),
      /** What it found on the last day. */
      evaluated: c.json().$type<Record<string, unknown>>(),
    },
    (t) => [c.key(t), c.index('metric_alerts_due').on(t.organization_id).where(isNotNull(t.due_from_day))],
  )

  const metric_alert_firings = c.table(
    'metric_alert_firings',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      alert_id: c.id().notNull(),
      day: c.int().notNull(),
      /** By which it fired: the alert may have another by now. */
      metric: c.text().notNull(),
      condition: c.json().$type<Record<string, unknown>>().notNull(),
      value: c.json().$type<number>().notNull(),
      expected: c.json().$type<number>().notNull(),
      deviation: c.json().$type<number>().notNull(),
      is_level_shift: c.bool().notNull(),
      told_ids: c.json().$type<string[]>().notNull(),
      fired_at: c.time().notNull(),
      /** Since when it holds no longer, as the day has changed. */
      retracted_at: c.time(),
      /** What the day has then. */
      value_now: c.json().$type<number>(),
    },
    (t) => [
      c.key(t),
      c.partOf(metric_alerts, t.organization_id, t.alert_id),
      // Once for each day.
      c.uniqueIndex('metric_alert_firings_day').on(t.organization_id, t.alert_id, t.day),
    ],
  )

  return { metric_alerts, metric_alert_firings }
}
