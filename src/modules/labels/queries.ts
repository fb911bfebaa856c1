import { and, eq } from 'drizzle-orm'
import { readingOf } from '../../db/named-columns.ts'
import { mutation, type Slots, type Writing } from '../../db/query.ts'

export interface LabelRow {
  id: string
  name: string
  color: string
  description: string
  created_at: number
  updated_at: number
}

const COLUMNS = ['id', 'name', 'color', 'description', 'created_at', 'updated_at'] as const

export const labels = readingOf<LabelRow>('labels', COLUMNS)

/** With the name folded: no two are alike in that. */
type Stored = Slots<LabelRow & { folded_name: string }>

export const insertLabel = mutation((q, label: Stored) => {
  const { id, created_at } = label
  const values = { ...columnsOf(label), id, created_at, organization_id: q.organization_id }
  return q.insert(q.tables.labels).values(values)
})

export const updateLabel = mutation((q, label: Stored) =>
  q.update(q.tables.labels).set(columnsOf(label)).where(isOne(q, label)),
)

/** What of a label may change. */
function columnsOf({ name, folded_name, color, description, updated_at }: Stored) {
  return { name, folded_name, color, description, updated_at }
}

export const deleteLabel = mutation((q, label: Slots<{ id: string }>) =>
  q.delete(q.tables.labels).where(isOne(q, label)),
)

function isOne(q: Writing, { id }: Slots<{ id: string }>) {
  return and(q.mine(q.tables.labels), eq(q.tables.labels.id, id))
}
