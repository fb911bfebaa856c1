import type { InstanceRead, Read, Write } from '../../db/handle.ts'
import type { TextKey } from '../../db/search/texts.ts'
import { batchStatement, statement } from '../../db/statement.ts'

export interface TextRow extends TextKey {
  title: string
  body: string
}

type Gone = TextKey & { title: null; body: null }

/** Looked up one by one: of a join without statistics a planner may begin at the wrong end. */
const textOf = (kind: string, table: string, title: string, body: string) => {
  const found = `from ${table} t where t.organization_id = :organization_id and t.id = r.id`
  return batchStatement({ id: 'text', conversation_id: 'text' })<TextRow | Gone, { length: number }>(`
  select '${kind}' as kind, r.id, r.conversation_id,
    (select ${title} ${found}) as title, (select substr(t.${body}, 1, cast(:length as int)) ${found}) as body
  from :rows as r`)
}

const TEXTS = {
  task: textOf('task', 'tasks', 't.title', 'description'),
  project: textOf('project', 'projects', 't.name', 'description'),
  message: textOf('message', 'messages', `''`, 'body'),
}

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

const queueTexts = batchStatement({ kind: 'text', id: 'text', conversation_id: 'text' })(`
  insert into search_queue (organization_id, kind, id, conversation_id)
  select :organization_id, r.kind, r.id, r.conversation_id from :rows as r
  where true on conflict do nothing`)

export async function putBack(tx: Write, keys: TextKey[]): Promise<void> {
  await tx.each(
    queueTexts,
    keys.map(({ kind, id, conversation_id }) => ({ kind, id, conversation_id })),
  )
}

const queueAll = statement(`
  insert into search_queue (organization_id, kind, id, conversation_id)
  select organization_id, kind, id, conversation_id from (
    select organization_id, 'task' as kind, id, null as conversation_id from tasks
    where organization_id = :organization_id
    union all
    select organization_id, 'project', id, null from projects where organization_id = :organization_id
    union all
    select organization_id, 'message', id, conversation_id from messages
    where organization_id = :organization_id) as texts
  where true on conflict do nothing`)

export async function queueAllTexts(tx: Write): Promise<void> {
  await tx.all(queueAll)
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
