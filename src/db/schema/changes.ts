import type { TenantColumns } from './tenant.ts'

/** What happened, for those who want to know it later. */
export function defineChanges(c: TenantColumns) {
  /** The log of changes: see db/change-log.ts. */
  const changes = c.table(
    'changes',
    {
      // No foreign key: it would lock the organization, last of all, where others lock it first.
      organization_id: c.uncheckedOrganizationId(),
      /** From 1, without gaps, in the order of the commits. */
      seq: c.int().notNull(),
      /** What it is about. */
      kind: c.text().notNull(),
      id: c.id().notNull(),
      verb: c.text().notNull(),
      /** Who did it: see db/origin.ts. */
      actor: c.text().notNull(),
      correlation_id: c.id().notNull(),
      at: c.time().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.seq] })],
  )

  /** What administrators may have to account for: see db/audit-log.ts. Row security lets nobody change it. */
  const audit_entries = c.table(
    'audit_entries',
    {
      /** `*` of what concerns the instance, or no organization that is left. */
      organization_id: c.uncheckedOrganizationId(),
      id: c.id().notNull(),
      at: c.time().notNull(),
      /** What it is about, and what happened to it: `member.removed`. */
      action: c.text().notNull(),
      /** Of what it is about, where that has one. */
      subject_id: c.id(),
      /** Who did it, as in `changes`. */
      actor: c.text().notNull(),
      /** From where; `null` of jobs and the command line. */
      address: c.text(),
      correlation_id: c.id().notNull(),
      before: c.json().$type<Record<string, unknown>>(),
      after: c.json().$type<Record<string, unknown>>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.index('audit_entries_time').on(t.organization_id, t.at, t.id),
      c.index('audit_entries_action').on(t.organization_id, t.action, t.at, t.id),
      c.index('audit_entries_actor').on(t.organization_id, t.actor, t.at, t.id),
      c.index('audit_entries_age').on(t.at),
      c.index('audit_entries_correlation').on(t.correlation_id),
    ],
  )

  return { changes, audit_entries }
}
