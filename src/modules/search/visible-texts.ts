/** Of texts that were found, those that the caller may see: each kind says itself who sees what. */

import type { Read } from '../../db/handle.ts'
import { listColumns } from '../../db/named-columns.ts'
import type { FoundText } from '../../db/search/texts.ts'
import type { Resource } from '../../resources/resource.ts'
import { type Asker, seenOf } from '../../resources/visible.ts'
import type { TextKinds } from './text-kinds.ts'

export interface VisibleText extends FoundText {
  title: string | null
  body: string
  created_at: number
  /** What is told of it besides: see `refs` of a resource. */
  refs: Readonly<Record<string, string | null>>
}

type Text = Omit<VisibleText, keyof FoundText>

/** @param length How much is read of each body. @returns In the same order. */
export async function listVisible(
  q: Read,
  kinds: TextKinds,
  asker: Asker,
  found: FoundText[],
  length: number,
): Promise<VisibleText[]> {
  const texts = new Map<string, Text>()
  const readKind = async ([kind, some]: [string, FoundText[]]) => {
    const resource = kinds.resourceOf(kind)
    const ids = resource ? [...(await seenOf(q, asker, resource, some))] : []
    if (!resource || ids.length === 0) return
    for (const row of await listColumns(q, { ids, length }, columnsOf(resource))) {
      texts.set(`${kind} ${row.id}`, textOf(resource, row))
    }
  }
  await Promise.all([...Map.groupBy(found, ({ kind }) => kind)].map(readKind))
  return found.flatMap((one) => {
    const text = texts.get(`${one.kind} ${one.id}`)
    return text ? [{ ...one, ...text }] : []
  })
}

function columnsOf({ table, name, text }: Resource) {
  const columns = [...(name === undefined ? [] : [name]), 'created_at', ...Object.keys(text?.refs ?? {})]
  return { table, columns, ...(text && { text: text.body }) }
}

/** The columns are those of the resource: texts, ids, and an instant. */
function textOf({ name, text }: Resource, row: Record<string, unknown>): Text {
  const refs = Object.keys(text?.refs ?? {}).map((column) => [column, row[column] as string | null])
  return {
    title: name === undefined ? null : (row[name] as string | null),
    body: String(row[text?.body ?? '']),
    created_at: Number(row.created_at),
    refs: Object.fromEntries(refs),
  }
}
