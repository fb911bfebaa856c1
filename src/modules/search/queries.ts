import type { InstanceRead, Read, Write } from '../../db/handle.ts'
import type { TextKey } from '../../db/search/texts.ts'
import { batchStatement, statement } from '../../db/statement.ts'

const insertQueued = batchStatement({ kind: 'text', id: 'text', parent_id: 'text' })(`
  insert into search_queue (organization_id, kind, id, parent_id)
  select :organization_id, r.kind, r.id, r.parent_id from :rows as r
  where true on conflict do nothing`)

export async function queueTexts(tx: Write, keys: TextKey[]): Promise<void> {
  await tx.each(
    insertQueued,
    keys.map(({ kind, id, parent_id }) => ({ kind, id, parent_id })),
  )
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
