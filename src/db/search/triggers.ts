/**
 * The triggers that queue texts for the index, whoever writes them: made from what is searched, as
 * row-level security is made from the schema.
 *
 * Promises: after `queueTextsOn…` every source has the triggers that this version means, and what it had
 * when they first came is queued. Those of a source that is searched no more stay, and do no harm: what
 * they queue is passed over.
 */
import type Sqlite from 'better-sqlite3'
import type postgres from 'postgres'
import type { TextSource } from './texts.ts'

interface Trigger {
  name: string
  table: string
  text: string
}

type Event = 'inserted' | 'updated' | 'deleted'

export function queueTextsOnSqlite(db: Sqlite.Database, sources: readonly TextSource[]): void {
  const rows = db.prepare(`select name, sql as text from sqlite_schema where type = 'trigger'`).all()
  const there = new Map((rows as Pick<Trigger, 'name' | 'text'>[]).map(({ name, text }) => [name, text]))
  for (const source of sources) {
    for (const { name, text } of changed(triggersOf(source, onSqlite), there)) {
      db.exec(`drop trigger if exists ${name}`)
      db.exec(text)
    }
    if (!there.has(nameOf(source, 'inserted'))) db.exec(queueAll(source))
  }
}

/** In a transaction that may see every organization. */
export async function queueTextsOnPostgres(
  sql: postgres.ReservedSql,
  sources: readonly TextSource[],
): Promise<void> {
  // How Postgres writes a trigger down differs from what made it, and from version to version.
  const rows = await sql<Pick<Trigger, 'name' | 'text'>[]>`
    select tgname as name, coalesce(obj_description(oid, 'pg_trigger'), '') as text from pg_trigger
    where not tgisinternal`
  const there = new Map(rows.map(({ name, text }) => [name, text]))
  const statements = sources.flatMap((source) => [
    ...changed(triggersOf(source, onPostgres), there).flatMap(({ name, table, text }) => [
      `drop trigger if exists ${name} on ${table}`,
      text,
      `comment on trigger ${name} on ${table} is '${text.replaceAll("'", "''")}'`,
    ]),
    ...(there.has(nameOf(source, 'inserted')) ? [] : [queueAll(source)]),
  ])
  // In one round trip.
  if (statements.length > 0) await sql.unsafe(statements.join(';\n'))
}

function changed(triggers: Trigger[], there: ReadonlyMap<string, string>): Trigger[] {
  return triggers.filter(({ name, text }) => there.get(name) !== text)
}

function triggersOf(source: TextSource, bodyOf: (source: TextSource, event: Event) => string): Trigger[] {
  const { table, title, body } = source
  const columns = [title, body].filter((column) => column !== null)
  const events = { inserted: 'insert', updated: `update of ${columns.join(', ')}`, deleted: 'delete' }
  return Object.entries(events).map(([event, on]) => {
    const name = nameOf(source, event as Event)
    const text = `CREATE TRIGGER ${name} after ${on} on ${table} ${bodyOf(source, event as Event)}`
    return { name, table, text }
  })
}

function nameOf({ table }: TextSource, event: Event): string {
  return `search_${table}_${event}`
}

function onSqlite({ kind, title, body, parent }: TextSource, event: Event): string {
  if (event === 'deleted') {
    const gone = `where organization_id = old.organization_id and kind = '${kind}' and id = old.id`
    return `begin delete from search_queue ${gone}; delete from search_documents ${gone}; end`
  }
  const differs = (column: string) => `old.${column} is not new.${column}`
  const columns = [title, body].filter((column) => column !== null)
  const when = event === 'updated' ? `when ${columns.map(differs).join(' or ')} ` : ''
  const parentId = parent === null ? 'null' : `new.${parent}`
  return `${when}begin insert into search_queue (organization_id, kind, id, parent_id)
  values (new.organization_id, '${kind}', new.id, ${parentId}) on conflict do nothing; end`
}

function onPostgres({ kind, title, body, parent }: TextSource, event: Event): string {
  if (event === 'deleted') return `for each row execute function search_text_deleted('${kind}')`
  const differs = (column: string) => `old.${column} is distinct from new.${column}`
  const columns = [title, body].filter((column) => column !== null)
  const when = event === 'updated' ? `when (${columns.map(differs).join(' or ')}) ` : ''
  const given = parent === null ? `'${kind}'` : `'${kind}', '${parent}'`
  return `for each row ${when}execute function search_text_changed(${given})`
}

function queueAll({ kind, table, parent }: TextSource): string {
  return `insert into search_queue (organization_id, kind, id, parent_id)
    select organization_id, '${kind}', id, ${parent ?? 'null'} from ${table} where true on conflict do nothing`
}
