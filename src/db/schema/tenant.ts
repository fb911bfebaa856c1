import { isNotNull, sql } from 'drizzle-orm'
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
      /** Whether its members are let in with a second factor alone. */
      requires_second_factor: c.bool().notNull().default(false),
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

/** A table whose rows have ids of their own. */
interface Identified {
  organization_id: PgColumn
  id: PgColumn
}

interface Filed extends Identified {
  sha256: PgColumn
  text_state: PgColumn
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
    /** Of what has an id of its own. */
    key: (t: Identified) => c.primaryKey({ columns: [t.organization_id, t.id] }),
    /** That a row is a part of another of its organization, and goes with it. */
    partOf: (parent: Identified, organizationId: PgColumn, parentId: PgColumn) =>
      c
        .foreignKey({
          columns: [organizationId, parentId],
          foreignColumns: [parent.organization_id, parent.id],
        })
        .onDelete('cascade'),
    madeAndChanged: () => ({ created_at: c.time().notNull(), updated_at: c.time().notNull() }),
    /** Since when it is in the trash, and who put it there. */
    trashed: () => ({ deleted_at: c.time(), deleted_by: c.id() }),
    /** What somebody says about a thing, whatever it is. */
    comment: () => ({
      /** The member, or the key, whose it is: one of both. */
      author_id: c.id(),
      api_key_id: c.id(),
      body: c.text().notNull(),
      created_at: c.time().notNull(),
      edited_at: c.time(),
      deleted_at: c.time(),
      deleted_by: c.id(),
    }),
    /** What somebody has sent, and lies in the store of files (src/files) under its hash, which several rows may share. */
    file: () => ({
      name: c.text().notNull(),
      /** What the content is, whatever it was called. */
      media_type: c.text().notNull(),
      bytes: c.int().notNull(),
      sha256: c.text().notNull(),
      /** `pending`, `ready`, `failed`, or `none` where it holds no text. */
      text_state: c.text().notNull(),
      /** What of its text is searched. */
      body: c.text().notNull(),
      /** The member, or the API key; `null` for who is neither. */
      created_by: c.id(),
      created_at: c.time().notNull(),
    }),
    /** Whether a content is needed, and what waits for its text to be looked for. */
    fileIndexes: (table: string, t: Filed) => [
      c.index(`${table}_content`).on(t.organization_id, t.sha256),
      c.index(`${table}_pending`).on(t.organization_id, t.id).where(sql`${t.text_state} = 'pending'`),
    ],
    /** Of what is in the trash alone, for its list and for when it is gone: there may be a million beside it. */
    trash: (name: string, t: Identified & { deleted_at: PgColumn }) =>
      c.index(name).on(t.organization_id, t.deleted_at, t.id).where(isNotNull(t.deleted_at)),
  }
}

export type Organizations = ReturnType<typeof defineOrganizations>
export type TenantColumns = ReturnType<typeof tenantColumns>
