import { isNotNull } from 'drizzle-orm'
import type { TenantColumns } from './tenant.ts'

/** A line of an import that was not taken. Imports of earlier versions kept the sentence alone. */
interface RefusedLine {
  line: number
  code?: string
  params?: Record<string, string | number>
  reason: string
}

/** What happened, of which the metrics are made. */
export function defineActivity(c: TenantColumns) {
  /** Whoever is counted: a member (same id), or someone whom an app reports by an external id. */
  const people = c.table(
    'people',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      external_id: c.text(),
      name: c.text(),
      properties: c.json().$type<Record<string, unknown>>(),
      created_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('people_external_id').on(t.organization_id, t.external_id),
    ],
  )

  const activity_events = c.table(
    'activity_events',
    {
      organization_id: c.uncheckedOrganizationId(),
      /** The sender's id: unique in the organization, which makes sending again harmless. */
      id: c.text().notNull(),
      person_id: c.id().notNull(),
      verb: c.text().notNull(),
      core: c.bool().notNull(),
      occurred_at: c.time().notNull(),
      received_at: c.time().notNull(),
      properties: c.json().$type<Record<string, unknown>>(),
      /** The import that has brought it; a number, since there may be millions of them. */
      import_number: c.int(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.index('activity_events_person').on(t.organization_id, t.person_id, t.occurred_at),
      /** For the newest ones. */
      c.index('activity_events_time').on(t.organization_id, t.occurred_at, t.id),
      /**
       * For taking an import out, in the order in which it came: what is put into it stands together, where
       * an order of people would cost a search, and a page of it, for each. What was not imported is not in it.
       */
      c
        .index('activity_events_import')
        .on(t.organization_id, t.import_number, t.received_at)
        .where(isNotNull(t.import_number)),
    ],
  )

  /** Each time that a history was brought along. */
  const imports = c.table(
    'imports',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      /** From 1 on in each organization: by it the events know their import. */
      number: c.int().notNull(),
      /** Both are `null` where it came by the command line. */
      author_id: c.id(),
      api_key_id: c.id(),
      file_name: c.text(),
      format: c.text().notNull(),
      /** `running`, `done`, `interrupted`, `undoing` or `undone`. */
      state: c.text().notNull(),
      created_at: c.time().notNull(),
      /** When it was last seen going on, forwards or backwards. */
      heard_at: c.time().notNull(),
      finished_at: c.time(),
      lines: c.int().notNull().default(0),
      accepted: c.int().notNull().default(0),
      duplicates: c.int().notNull().default(0),
      rejected: c.int().notNull().default(0),
      /** Events that were taken out again. */
      removed: c.int().notNull().default(0),
      errors: c.json().$type<RefusedLine[]>().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('imports_number').on(t.organization_id, t.number),
    ],
  )

  /**
   * What the work metrics are made of: every state in which a task or a project has been, as far as
   * they count it. It stays when the thing is deleted for good: what it has been, it was.
   */
  const work_changes = c.table(
    'work_changes',
    {
      organization_id: c.organizationId(),
      thing_id: c.id().notNull(),
      /** 1 for the first state, without gaps. */
      number: c.int().notNull(),
      /** `task` or `project`. */
      kind: c.text().notNull(),
      /** Never before the state that it follows. */
      at: c.time().notNull(),
      status: c.text().notNull(),
      due_on: c.text(),
      due_at: c.time(),
      /** In the trash. */
      is_deleted: c.bool().notNull(),
      /** When the thing came, was first in progress, and was done, if it is: known from the states before. */
      began_at: c.time().notNull(),
      started_at: c.time(),
      done_at: c.time(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.thing_id, t.number] })],
  )

  return {
    people,
    activity_events,
    imports,
    work_changes,
  }
}
