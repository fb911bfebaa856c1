/**
 * Everything that a database has, as its own catalogue says it, a line for each: to compare two that should
 * be the same. In the order in which it was made where that decides anything.
 */
import type { Engine } from '../app.ts'

type Query = (sql: string) => Promise<Record<string, any>[]>

/** @param query Of somebody who sees every row. */
export async function catalogOf(engine: Engine, query: Query): Promise<string[]> {
  const parts = engine === 'sqlite' ? SQLITE : POSTGRES
  const lines: string[] = []
  for (const [what, sql] of Object.entries(parts)) {
    for (const row of await query(sql)) lines.push(`${what} ${Object.values(row).join(' | ')}`)
  }
  const tables = await query(engine === 'sqlite' ? SQLITE_TABLES : POSTGRES_TABLES)
  for (const { name } of tables) {
    for (const row of await query(`select * from ${name}`)) lines.push(`row ${name} ${JSON.stringify(row)}`)
  }
  return lines
}

const SQLITE_TABLES = `select name from pragma_table_list where schema = 'main' and type <> 'virtual' and name <> 'sqlite_schema' order by name`

const SQLITE: Record<string, string> = {
  part: 'select type, name, tbl_name, sql from sqlite_schema order by rowid',
  table: `select * from pragma_table_list where schema = 'main' order by name`,
  column: `select t.name as "table", c.* from pragma_table_list t join pragma_table_xinfo(t.name) c
    where t.schema = 'main' order by t.name, c.cid`,
  index: `select t.name as "table", i.* from pragma_table_list t join pragma_index_list(t.name) i
    where t.schema = 'main' order by t.name, i.seq`,
  'index column': `select i.name as "index", c.* from sqlite_schema i join pragma_index_xinfo(i.name) c
    where i.type = 'index' order by i.name, c.seqno`,
  key: `select t.name as "table", k.* from pragma_table_list t join pragma_foreign_key_list(t.name) k
    where t.schema = 'main' order by t.name, k.id, k.seq`,
}

const OURS = `relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)`

const POSTGRES_TABLES = `select oid::regclass::text as name from pg_class where ${OURS} and relkind = 'r' order by 1`

const POSTGRES: Record<string, string> = {
  // Whatever kind it is of: one that no line below is about shows here.
  object: `select o.type, o.identity from pg_depend, pg_identify_object(classid, objid, objsubid) o
    where refclassid = 'pg_namespace'::regclass and refobjid in ('public'::regnamespace, 'drizzle'::regnamespace)
    order by 1, 2`,
  schema: `select nspname, nspacl::text, obj_description(oid, 'pg_namespace') from pg_namespace where nspname !~ '^pg_' order by 1`,
  extension: 'select extname, extversion from pg_extension order by 1',
  setting:
    'select setconfig::text from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database())',
  'default grant': 'select defaclobjtype, defaclacl::text from pg_default_acl order by 1',
  relation: `select oid::regclass::text, relkind, relpersistence, reloptions, relrowsecurity, relforcerowsecurity, relreplident,
      relam, reltablespace, relispartition, pg_get_userbyid(relowner), relacl,
      (select t.reloptions from pg_class t where t.oid = c.reltoastrelid)
    from pg_class c where ${OURS} order by 1`,
  column: `select attrelid::regclass, row_number() over (partition by attrelid order by attnum), attname,
      format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), attidentity, attgenerated, attstattarget,
      attstorage, attcompression, attcollation::regcollation, attoptions, attacl, attisdropped
    from pg_attribute join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where ${OURS} and relkind <> 'i' and attnum > 0 and not attisdropped order by attrelid::regclass::text, attnum`,
  constraint: `select conrelid::regclass, row_number() over (partition by conrelid, contype = 'f' order by o.oid),
      conname, contype, pg_get_constraintdef(o.oid), convalidated, condeferrable, condeferred
    from pg_constraint o join pg_class c on c.oid = conrelid where ${OURS} and contype <> 'n' order by conrelid::regclass::text, o.oid`,
  'not null': `select conrelid::regclass::text, conname, pg_get_constraintdef(o.oid), convalidated
    from pg_constraint o join pg_class c on c.oid = conrelid where ${OURS} and contype = 'n' order by 1, 2`,
  index: `select indrelid::regclass, row_number() over (partition by indrelid order by indexrelid), pg_get_indexdef(indexrelid),
      indisprimary, indisclustered, indisvalid, indisreplident, i.reloptions, i.relacl
    from pg_index join pg_class c on c.oid = indrelid join pg_class i on i.oid = indexrelid
    where c.${OURS} order by indrelid::regclass::text, indexrelid`,
  'column of an index': `select attrelid::regclass::text, attname, attstattarget from pg_attribute join pg_class c on c.oid = attrelid
    where ${OURS} and relkind = 'i' and attstattarget is not null order by 1, 2`,
  trigger: `select t.tgrelid::regclass::text, pg_get_triggerdef(t.oid), tgenabled from pg_trigger t join pg_class c on c.oid = tgrelid
    where ${OURS} and not tgisinternal order by 1, tgname`,
  function: `select pg_get_functiondef(oid), proacl, pg_get_userbyid(proowner) from pg_proc
    where pronamespace = 'public'::regnamespace order by proname`,
  policy: 'select * from pg_policies order by tablename, policyname',
  sequence: 'select * from pg_sequences order by schemaname, sequencename',
  comment: `select o.type, o.identity, description from pg_description d, pg_identify_object(classoid, objoid, objsubid) o
    where o.schema in ('public', 'drizzle') order by 1, 2`,
}
