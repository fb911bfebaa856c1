import { isNotNull } from 'drizzle-orm'
import type { TenantColumns } from './tenant.ts'

/** Who outside is told what happens, and what they were told. */
export function defineWebhooks(c: TenantColumns) {
  const webhooks = c.table(
    'webhooks',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      url: c.text().notNull(),
      description: c.text().notNull(),
      /** `*`, kinds (`task`), or kinds with what happened (`task.created`). */
      events: c.json().$type<string[]>().notNull(),
      /** By which its deliveries are signed: encrypted, see webhooks/secrets.ts. */
      sealed_secret: c.text().notNull(),
      /** The one before, by which they are signed as well until then. */
      previous_sealed_secret: c.text(),
      previous_until_at: c.time(),
      /** Why it is off, where something or somebody has switched it off. */
      stopped_reason: c.text(),
      /** The member who made it; `null` where a key did. */
      created_by: c.id(),
      ...c.madeAndChanged(),
    },
    (t) => [c.key(t)],
  )

  /**
   * How far in the log of changes a webhook is. One without such a row is off: the row belongs to this
   * place and goes into no archive, so that a copy of the database tells nobody anything.
   */
  const webhook_places = c.table(
    'webhook_places',
    {
      organization_id: c.organizationId(),
      webhook_id: c.id().notNull(),
      /** The last number for which deliveries were made. */
      seq: c.int().notNull(),
      /** Attempts in a row that failed, and since when none has succeeded. */
      failures: c.int().notNull().default(0),
      failing_since_at: c.time(),
      /** Nothing is attempted before. */
      resting_until_at: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.webhook_id] }),
      c.partOf(webhooks, t.organization_id, t.webhook_id),
    ],
  )

  const webhook_deliveries = c.table(
    'webhook_deliveries',
    {
      organization_id: c.organizationId(),
      webhook_id: c.id().notNull(),
      /** The `webhook-id` of all its attempts. */
      id: c.id().notNull(),
      /** `task.created`, `ping` or `reset`. */
      type: c.text().notNull(),
      data: c.json().$type<Record<string, unknown>>().notNull(),
      /** Of the request, or the run of a job, that did what it tells. */
      correlation_id: c.id(),
      /** When that happened which it tells. */
      happened_at: c.time().notNull(),
      created_at: c.time().notNull(),
      /** `pending`, `delivered` or `failed`. */
      status: c.text().notNull(),
      attempts: c.int().notNull(),
      /** Of a pending one. */
      next_attempt_at: c.time(),
      /** Of the last attempt. */
      attempted_at: c.time(),
      response_status: c.int(),
      duration_ms: c.int(),
      error: c.text(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.webhook_id, t.id] }),
      c.partOf(webhooks, t.organization_id, t.webhook_id),
      c
        .index('webhook_deliveries_next')
        .on(t.organization_id, t.webhook_id, t.next_attempt_at, t.id)
        .where(isNotNull(t.next_attempt_at)),
      c.index('webhook_deliveries_age').on(t.created_at),
      c.index('webhook_deliveries_correlation').on(t.correlation_id),
    ],
  )

  return { webhooks, webhook_places, webhook_deliveries }
}
