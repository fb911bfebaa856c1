/**
 * Every table, written once over a column kit. A column, a key on the wire and a JSON key are
 * the same `snake_case` word.
 *
 * A tenant table has `organization_id` as its first key column. On Postgres each of them gets
 * forced row-level security at migration, found by that column: see row-security.ts.
 */
import type { Columns } from './columns.ts'
import { defineActivity } from './schema/activity.ts'
import { defineAlerts } from './schema/alerts.ts'
import { defineAssessments } from './schema/assessments.ts'
import { defineChanges } from './schema/changes.ts'
import { defineConversation } from './schema/conversation.ts'
import { defineDemo } from './schema/demo.ts'
import { defineHiring } from './schema/hiring.ts'
import { defineIdentity } from './schema/identity.ts'
import { defineKnowledge } from './schema/knowledge.ts'
import { defineOperations } from './schema/operations.ts'
import { defineRollups } from './schema/rollups.ts'
import { defineOrganizations, tenantColumns } from './schema/tenant.ts'
import { defineWebhooks } from './schema/webhooks.ts'
import { defineWork } from './schema/work.ts'

export function defineSchema(c: Columns) {
  const organizations = defineOrganizations(c)
  const columns = tenantColumns(c, organizations)
  const identity = defineIdentity(columns, organizations)
  const [work, knowledge, hiring] = [defineWork(columns), defineKnowledge(columns), defineHiring(columns)]
  return {
    organizations,
    ...identity,
    ...work,
    ...defineConversation(columns),
    ...knowledge,
    ...defineAssessments(columns),
    ...hiring,
    ...defineActivity(columns),
    ...defineRollups(columns),
    ...defineAlerts(columns),
    ...defineOperations(columns, { ...work, ...knowledge, ...hiring }),
    ...defineChanges(columns),
    ...defineWebhooks(columns),
    ...defineDemo(columns, identity),
  }
}

export type Schema = ReturnType<typeof defineSchema>
