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
    (t) => [c.primaryKey({ columns: [t.organization_id, t.seq] }), c.index('changes_age').on(t.at)],
  )

  return { changes }
}
