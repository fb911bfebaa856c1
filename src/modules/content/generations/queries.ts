import { and, count, eq } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'

export interface GenerationRow {
  id: string
  content_id: string
  model: string | null
  prompt_tokens: number | null
  completion_tokens: number | null
  started_at: number
  finished_at: number | null
  ok: boolean | null
  created_at: number
}

type OfContent = { content_id: string }

export async function listGenerations(q: Read, content_id: string, page: IdPage): Promise<GenerationRow[]> {
  const [values, variant] = pageOf(page)
  return selectPage(q, { ...values, content_id }, variant)
}

const selectPage = query((q, slots: Slots<PageValues & OfContent>, variant: PageVariant) => {
  const { content_generations: g } = q.tables
  const { unseen, order } = inPage(g.id, slots, variant)
  return selectRows(q)
    .where(and(q.mine(g), eq(g.content_id, slots.content_id), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countGenerations(q: Read, content_id: string): Promise<number> {
  const [row] = await selectTotal(q, { content_id })
  return row?.total ?? 0
}

const selectTotal = query((q, { content_id }: Slots<OfContent>) => {
  const { content_generations: g } = q.tables
  return q
    .select({ total: count() })
    .from(g)
    .where(and(q.mine(g), eq(g.content_id, content_id)))
})

/** Of this content, and of no other. */
export async function findGeneration(q: Read, content_id: string, id: string): Promise<GenerationRow | null> {
  const [row] = await selectOne(q, { content_id, id })
  return row ?? null
}

const selectOne = query((q, slots: Slots<OfContent & { id: string }>) => {
  const { content_generations: g } = q.tables
  return selectRows(q).where(and(q.mine(g), eq(g.content_id, slots.content_id), eq(g.id, slots.id)))
})

function selectRows(q: Reading) {
  const { content_generations: g } = q.tables
  const { id, content_id, model, prompt_tokens, completion_tokens, started_at, finished_at, ok } = g
  const tokens = { prompt_tokens, completion_tokens }
  return q
    .select({ id, content_id, model, ...tokens, started_at, finished_at, ok, created_at: g.created_at })
    .from(g)
}

export const insertGeneration = mutation((q, row: Slots<GenerationRow>) => {
  const { id, content_id, model, prompt_tokens, completion_tokens, started_at, finished_at, ok, created_at } =
    row
  const tokens = { prompt_tokens, completion_tokens }
  const values = { id, content_id, model, ...tokens, started_at, finished_at, ok, created_at }
  return q.insert(q.tables.content_generations).values({ ...values, organization_id: q.organization_id })
})

export const finishGenerationRow = mutation((q, row: Slots<GenerationRow>) => {
  const { content_generations: g } = q.tables
  const { prompt_tokens, completion_tokens, finished_at, ok } = row
  return q
    .update(g)
    .set({ prompt_tokens, completion_tokens, finished_at, ok })
    .where(and(q.mine(g), eq(g.content_id, row.content_id), eq(g.id, row.id)))
})
