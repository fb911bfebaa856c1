import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Read } from '../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'
import { batchStatement } from '../../db/statement.ts'
import type { Keys, Question } from './questions.ts'
import type { AssessmentStatus, QuestionKind } from './schema.ts'

export interface AssessmentRow {
  id: string
  title: string
  lesson_id: string | null
  status: AssessmentStatus
  pass_mark: number
  attempts_allowed: number | null
  time_limit_s: number | null
  opens_at: number | null
  closes_at: number | null
  shuffle: boolean
  answers_open: boolean
  author_id: string | null
  created_at: number
  updated_at: number
  /** Of its questions. */
  version: number
}

/** Those of them that are there, or in the trash, whoever may see them. */
export async function listAssessmentsById(
  q: Read,
  ids: readonly string[],
  which: 'live' | 'trashed' = 'live',
): Promise<AssessmentRow[]> {
  return ids.length === 0 ? [] : (await selectById(q, { ids }, { which })).map(asRow)
}

const selectById = query(
  (q, { ids }: Slots<{ ids: readonly string[] }>, { which }: { which: 'live' | 'trashed' }) => {
    const { assessments: a } = q.tables
    const isWanted = which === 'live' ? isNull(a.deleted_at) : isNotNull(a.deleted_at)
    return q
      .select(columnsOf(q))
      .from(a)
      .where(and(q.mine(a), isWanted, q.can.oneOf(a.id, ids)))
  },
)

export function columnsOf(q: Reading) {
  const { assessments: a } = q.tables
  const { id, title, lesson_id, status, pass_mark, attempts_allowed, time_limit_s, opens_at, closes_at } = a
  const { shuffle, answers_open, author_id, created_at, updated_at, version } = a
  return {
    ...{ id, title, lesson_id, status, pass_mark, attempts_allowed, time_limit_s, opens_at, closes_at },
    ...{ shuffle, answers_open, author_id, created_at, updated_at, version },
  }
}

export function live(q: Reading) {
  const { assessments } = q.tables
  return and(q.mine(assessments), isNull(assessments.deleted_at))
}

/** The column is a text; only the words of the schema are ever written there. */
export function asRow(row: Omit<AssessmentRow, 'status'> & { status: string }): AssessmentRow {
  return { ...row, status: row.status as AssessmentStatus }
}

export const insertAssessment = mutation((q, row: Slots<AssessmentRow>) => {
  const { id, created_at } = row
  const values = { ...changing(row), id, created_at, organization_id: q.organization_id }
  return q.insert(q.tables.assessments).values(values)
})

/** Of whatever version: the caller has locked it. */
export const updateAssessment = mutation((q, row: Slots<AssessmentRow>) => {
  const { assessments } = q.tables
  return q
    .update(assessments)
    .set(changing(row))
    .where(and(q.mine(assessments), eq(assessments.id, row.id)))
})

function changing(row: Slots<AssessmentRow>) {
  const { title, lesson_id, status, pass_mark, attempts_allowed, time_limit_s, opens_at, closes_at } = row
  const { shuffle, answers_open, author_id, updated_at, version } = row
  return {
    ...{ title, lesson_id, status, pass_mark, attempts_allowed, time_limit_s, opens_at, closes_at },
    ...{ shuffle, answers_open, author_id, updated_at, version },
  }
}

export const discardAssessment = mutation(
  (q, slots: Slots<{ id: string; deleted_at: number; deleted_by: string }>) => {
    const { assessments } = q.tables
    const { id, deleted_at, deleted_by } = slots
    return q
      .update(assessments)
      .set({ deleted_at, deleted_by })
      .where(and(live(q), eq(assessments.id, id)))
  },
)

type OfVersion = { assessment_id: string; version: number }

/** What is asked, in its order. Nothing of what is right is read here. */
export async function listQuestions(q: Read, assessment_id: string, version: number): Promise<Question[]> {
  const rows = await selectQuestions(q, { assessment_id, version })
  // Only the words of the schema are ever written there.
  return rows.map((row) => ({ ...row, kind: row.kind as QuestionKind }))
}

const selectQuestions = query((q, slots: Slots<OfVersion>) => {
  const { assessment_questions: a } = q.tables
  const { id, kind, prompt, points, options } = a
  return q
    .select({ id, kind, prompt, points, options })
    .from(a)
    .where(and(q.mine(a), eq(a.assessment_id, slots.assessment_id), eq(a.version, slots.version)))
    .orderBy(a.position)
})

/** What is right: to grade with, and for those who may change it or to whom it was opened. */
export async function findKeys(q: Read, assessment_id: string, version: number): Promise<Keys> {
  const [row] = await selectKeys(q, { assessment_id, version })
  // As `insertKeys` has written it.
  return (row?.answers ?? {}) as Keys
}

const selectKeys = query((q, slots: Slots<OfVersion>) => {
  const { assessment_keys: a } = q.tables
  return q
    .select({ answers: a.answers })
    .from(a)
    .where(and(q.mine(a), eq(a.assessment_id, slots.assessment_id), eq(a.version, slots.version)))
})

export const insertQuestions = batchStatement({
  assessment_id: 'text',
  version: 'int',
  position: 'int',
  id: 'text',
  kind: 'text',
  prompt: 'text',
  points: 'int',
  options: 'text',
})(`
  insert into assessment_questions (organization_id, assessment_id, version, position, id, kind, prompt, points, options)
  select :organization_id, r.assessment_id, r.version, r.position, r.id, r.kind, r.prompt, r.points, json(r.options)
  from :rows as r where true`)

export const insertKeys = mutation((q, slots: Slots<OfVersion & { answers: Keys }>) => {
  const { assessment_id, version, answers } = slots
  return q
    .insert(q.tables.assessment_keys)
    .values({ assessment_id, version, answers, organization_id: q.organization_id })
})
