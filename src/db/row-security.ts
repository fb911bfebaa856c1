/**
 * Row-level security on Postgres: the second wall behind the conditions in the queries.
 *
 * Promises: after `secureRows`, every table with an `organization_id` (and `organizations` itself)
 * shows and takes only rows of the organization that the transaction was opened for, to the
 * owner of the tables too. A new table cannot be forgotten: the list comes from the schema.
 *
 * Superusers pass row-level security by. Where the login is one, as in the usual container,
 * transactions step down to `TENANT_ROLE`, which `makeTenantRole` makes and which cannot log in.
 */
import { getTableConfig } from 'drizzle-orm/pg-core'
import type postgres from 'postgres'
import { EVERY_ORGANIZATION } from './database.ts'
import { postgresTables } from './schema-postgres.ts'

export const TENANT_ROLE = 'almanac_tenant'

export async function secureRows(sql: postgres.ReservedSql): Promise<void> {
  const there = new Set((await sql`select tablename from pg_tables`).map(({ tablename }) => tablename))
  // One that a later migration makes is secured then.
  const tables = tenantTables().filter(({ table }) => there.has(table))
  const texts = tables.map(({ table, column }) => {
    const belongs = `${column} = current_setting('app.organization_id', true)
      or current_setting('app.organization_id', true) = '${EVERY_ORGANIZATION}'`
    return `
      alter table ${table} enable row level security;
      alter table ${table} force row level security;
      drop policy if exists tenant on ${table};
      ${APPEND_ONLY.includes(table) ? appendOnly(table, belongs) : `create policy tenant on ${table} using (${belongs}) with check (${belongs});`}`
  })
  await sql.unsafe(texts.join(''))
}

/** Nobody changes a row of theirs, and only what spans organizations deletes any: the clean-up, when it is old. */
export const APPEND_ONLY: readonly string[] = ['audit_entries']

function appendOnly(table: string, belongs: string): string {
  const spansAll = `current_setting('app.organization_id', true) = '${EVERY_ORGANIZATION}'`
  return `
      drop policy if exists tenant_reads on ${table};
      drop policy if exists tenant_adds on ${table};
      drop policy if exists instance_deletes on ${table};
      create policy tenant_reads on ${table} for select using (${belongs});
      create policy tenant_adds on ${table} for insert with check (${belongs});
      create policy instance_deletes on ${table} for delete using (${spansAll});`
}

/**
 * Makes the role to step down to, where this login must. At every start: roles stay behind when a
 * database moves to another server, and the tables may have been made by a login without need of it.
 */
export async function makeTenantRole(sql: postgres.ReservedSql): Promise<void> {
  if (!(await passesRowSecurity(sql))) return
  // Roles belong to the whole server: another database's migration may be making it right now.
  await sql.unsafe(`
    do $$ begin
      create role ${TENANT_ROLE} nologin;
    exception when duplicate_object or unique_violation then null;
    end $$;
    do $$ begin
      set role ${TENANT_ROLE};
      reset role;
    exception when insufficient_privilege then
      grant ${TENANT_ROLE} to current_user;
    end $$;
    do $$ begin
      if exists (
        select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
          and (${GRANTED.map((right) => `not has_table_privilege('${TENANT_ROLE}', oid, '${right}')`).join(' or ')})
      ) then
        grant usage on schema public to ${TENANT_ROLE};
        grant ${GRANTED.join(', ')} on all tables in schema public to ${TENANT_ROLE};
      end if;
    end $$;`)
}

/** Of the role, on all tables. Granted once more, they would have every process read anew what it knows of these. */
const GRANTED = ['select', 'insert', 'update', 'delete']

/** Whether the login is a superuser, or one that row-level security does not bind. */
export async function passesRowSecurity(sql: postgres.ReservedSql | postgres.Sql): Promise<boolean> {
  const [login] =
    await sql`select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user`
  return login?.passes === true
}

/** Every table of the schema that holds rows of organizations, with the column that says whose. */
export function tenantTables(): { table: string; column: string }[] {
  return Object.values(postgresTables()).flatMap((table) => {
    const { name, columns } = getTableConfig(table)
    if (name === 'organizations') return [{ table: name, column: 'id' }]
    return columns.some((column) => column.name === 'organization_id')
      ? [{ table: name, column: 'organization_id' }]
      : []
  })
}
