import type { InstanceRead, Read, Write } from '../../db/handle.ts'
import type { TextKey, TextKind } from '../../db/search/texts.ts'
import { batchStatement, statement } from '../../db/statement.ts'

export interface TextRow extends TextKey {
  title: string
  body: string
}

type Gone = TextKey & { title: null; body: null }

/** Where the texts of a kind are. */
interface Source {
  table: string
  title: string
  body: string
  conversation: string
}

const SOURCES: Record<TextKind, Source> = {
  task: { table: 'tasks', title: 't.title', body: 't.description', conversation: 'null' },
  project: { table: 'projects', title: 't.name', body: 't.description', conversation: 'null' },
  message: { table: 'messages', title: `''`, body: 't.body', conversation: 't.conversation_id' },
}

/** Looked up one by one: of a join without statistics a planner may begin at the wrong end. */
const textOf = (kind: TextKind) => {
  const { table, title, body } = SOURCES[kind]
  const found = `from ${table} t where t.organization_id = :organization_id and t.id = r.id`
  return batchStatement({ id: 'text', conversation_id: 'text' })<TextRow | Gone, { length: number }>(`
  select '${kind}' as kind, r.id, r.conversation_id,
    (select ${title} ${found}) as title, (select substr(${body}, 1, cast(:length as int)) ${found}) as body
  from :rows as r`)
}

const TEXTS = { task: textOf('task'), project: textOf('project'), message: textOf('message') }

/** Those of them that there are, up to a length. */
export async function listTexts(tx: Write, keys: TextKey[], length: number): Promise<TextRow[]> {
  const byKind = Map.groupBy(keys, ({ kind }) => kind)
  const rows: TextRow[] = []
  for (const [kind, some] of byKind) {
    const wanted = some.map(({ id, conversation_id }) => ({ id, conversation_id }))
    const found = await tx.each(TEXTS[kind], wanted, { length })
    rows.push(...found.filter((row) => row.body !== null))
  }
  return rows
}

const insertQueued = batchStatement({ kind: 'text', id: 'text', conversation_id: 'text' })(`
  insert into search_queue (organization_id, kind, id, conversation_id)
  select :organization_id, r.kind, r.id, r.conversation_id from :rows as r
  where true on conflict do nothing`)

export async function queueTexts(tx: Write, keys: TextKey[]): Promise<void> {
  await tx.each(
    insertQueued,
    keys.map(({ kind, id, conversation_id }) => ({ kind, id, conversation_id })),
  )
}

export interface TextPlace extends TextKey {
  /** How long the text is, as far as it is indexed. */
  characters: number
}

const placesOf = (kind: TextKind) => {
  const { table, title, body, conversation } = SOURCES[kind]
  return statement<{ after: string; count: number; length: number }, TextPlace>(`
  select '${kind}' as kind, t.id, ${conversation} as conversation_id,
    length(${title}) + length(substr(${body}, 1, cast(:length as int))) as characters
  from ${table} t where t.organization_id = :organization_id and t.id > :after
  order by t.id limit cast(:count as int)`)
}

const PLACES = { task: placesOf('task'), project: placesOf('project'), message: placesOf('message') }

/** Texts of a kind, in the order of their ids. */
export async function listPlaces(
  tx: Write,
  kind: TextKind,
  page: { after: string; count: number; length: number },
): Promise<TextPlace[]> {
  return tx.all(PLACES[kind], page)
}

const countAll = statement<Record<never, never>, { texts: number }>(`
  select ${Object.values(SOURCES)
    .map(({ table }) => `(select count(*) from ${table} where organization_id = :organization_id)`)
    .join(' + ')} as texts`)

export async function countTexts(q: Read): Promise<number> {
  return (await q.all(countAll))[0]?.texts ?? 0
}

const findVersion = statement<Record<never, never>, { search_version: number }>(
  'select search_version from organizations where id = :organization_id',
)

/** By which rules all of an organization's texts are indexed: see db/search/texts.ts. */
export async function findSearchVersion(q: Read): Promise<number> {
  return (await q.all(findVersion))[0]?.search_version ?? 0
}

const setVersion = statement<{ version: number }>(
  'update organizations set search_version = cast(:version as bigint) where id = :organization_id',
)

export async function updateSearchVersion(tx: Write, version: number): Promise<void> {
  await tx.all(setVersion, { version })
}

const listQueues = statement<Record<never, never>, { organization_id: string }>(
  'select distinct organization_id from search_queue',
)

/** The organizations of which something is queued. */
export async function listWaiting(q: InstanceRead): Promise<{ organization_id: string }[]> {
  return q.all(listQueues)
}

const countQueue = statement<Record<never, never>, { texts: number }>(
  'select count(*) as texts from search_queue where organization_id = :organization_id',
)

export async function countQueued(q: Read): Promise<number> {
  return (await q.all(countQueue))[0]?.texts ?? 0
}

const findNumber = statement<{ kind: string; id: string }, { number: number }>(`
  select number from search_documents where organization_id = :organization_id and kind = :kind and id = :id`)

/** Where a text stands in the index. */
export async function findTextNumber(q: Read, kind: string, id: string): Promise<number | null> {
  return (await q.all(findNumber, { kind, id }))[0]?.number ?? null
}
