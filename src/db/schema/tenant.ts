import { isNotNull } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Columns } from '../columns.ts'

export function defineOrganizations(c: Columns) {
  return c.table(
    'organizations',
    {
      id: c.id().primaryKey(),
      name: c.text().notNull(),
      slug: c.text().notNull(),
      time_zone: c.text().notNull(),
      plan: c.text().notNull().default('free'),
      /** `#rrggbb`, of its public board; `null` where it has none of its own. */
      color: c.text(),
      created_at: c.time().notNull(),
      /** The generation of rollups that readers see, and the one being built beside it, if any. */
      rollup_generation: c.int().notNull().default(1),
      next_rollup_generation: c.int(),
      next_time_zone: c.text(),
      /** Up to which task or project, in the order of ids, the next one holds work; `null` for none. */
      next_work_until: c.id(),
      /** Of what those that are read are made: see metrics/rebuild/rollup-version.ts. */
      rollup_version: c.int().notNull().default(1),
      /** By which rules all of its texts are in the index of the search: see db/search/texts.ts. */
      search_version: c.int().notNull().default(1),
    },
    (t) => [c.uniqueIndex('organizations_slug').on(t.slug)],
  )
}

/** The column kit, and what tables of organizations have in common. */
export function tenantColumns(c: Columns, organizations: Organizations) {
  return {
    ...c,
    /** The tenant. */
    organizationId: () =>
      c
        .id()
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
    /** The tenant in tables of great volume, where a check per row would cost. */
    uncheckedOrganizationId: () => c.id().notNull(),
    /** Of what is in the trash alone, for its list and for when it is gone: there may be a million beside it. */
    trash: (name: string, t: { organization_id: PgColumn; deleted_at: PgColumn; id: PgColumn }) =>
      c.index(name).on(t.organization_id, t.deleted_at, t.id).where(isNotNull(t.deleted_at)),
  }
}

export type Organizations = ReturnType<typeof defineOrganizations>
export type TenantColumns = ReturnType<typeof tenantColumns>
