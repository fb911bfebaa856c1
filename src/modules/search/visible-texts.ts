/** Of texts that were found, those that the caller may see: each kind says itself who sees what. */

import type { Read } from '../../db/handle.ts'
import { listColumns, listHangingColumns } from '../../db/named-columns.ts'
import type { FoundText } from '../../db/search/texts.ts'
import type { Resource } from '../../resources/resource.ts'
import { type Asker, seenOf, seesAllButTrash } from '../../resources/visible.ts'
import type { TextKinds } from './text-kinds.ts'

export interface VisibleText extends FoundText {
  title: string | null
  body: string
  created_at: number
  /** What is told of it besides: see `refs` of a resource. */
  refs: Readonly<Record<string, string | null>>
}

/** A row of some table: a column holds what the resource says. */
type Row = Record<string, unknown>

/** @param length How much is read of each body. @returns In the same order. */
export async function listVisible(
  q: Read,
  kinds: TextKinds,
  asker: Asker,
  found: FoundText[],
  length: number,
): Promise<VisibleText[]> {
  const texts = new Map<FoundText, VisibleText>()
  const readKind = async ([kind, some]: [string, FoundText[]]) => {
    const resource = kinds.resourceOf(kind)
    if (!resource) return
    const rows = new Map<unknown, Row>()
    for (const row of await listSeen(q, asker, resource, some, length)) rows.set(row.id, row)
    const refs = Object.keys(resource.text?.refs ?? {})
    for (const one of some) {
      const row = rows.get(one.id)
      if (row) texts.set(one, textOf(one, resource, refs, row))
    }
  }
  await Promise.all([...Map.groupBy(found, ({ kind }) => kind)].map(readKind))
  return found.flatMap((one) => texts.get(one) ?? [])
}

/** Those of one kind that are seen, with what is told of them: by one query where rows say so themselves. */
async function listSeen(
  q: Read,
  asker: Asker,
  resource: Resource,
  found: FoundText[],
  length: number,
): Promise<Row[]> {
  const isLive = seesAllButTrash(asker, resource)
  const ids = isLive ? found.map(({ id }) => id) : [...(await seenOf(q, asker, resource, found))]
  const columns = { ...columnsOf(resource), isLive }
  const { parent } = resource
  const seen = new Set(ids)
  const hanging = found.flatMap(({ id, parent_id }) =>
    parent !== undefined && parent_id !== null && seen.delete(id) ? [{ id, parent_id }] : [],
  )
  const [some, others] = await Promise.all([
    parent === undefined ? [] : listHangingColumns(q, hanging, length, { ...columns, parent }),
    seen.size === 0 ? [] : listColumns(q, { ids: [...seen], length }, columns),
  ])
  return [...some, ...others]
}

function columnsOf({ table, name, text }: Resource) {
  const columns = [...(name === undefined ? [] : [name]), 'created_at', ...Object.keys(text?.refs ?? {})]
  return { table, columns, ...(text && { text: text.body }) }
}

/** The columns are those of the resource: texts, ids, and an instant. */
function textOf(
  { kind, id, number, parent_id }: FoundText,
  { name, text }: Resource,
  columns: readonly string[],
  row: Row,
): VisibleText {
  const refs: Record<string, string | null> = {}
  for (const column of columns) refs[column] = row[column] as string | null
  const title = name === undefined ? null : (row[name] as string | null)
  const body = String(row[text?.body ?? ''])
  return { kind, id, number, parent_id, title, body, created_at: Number(row.created_at), refs }
}
