import { and, count, eq, isNotNull } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'
import { batchStatement, statement } from '../../../db/statement.ts'
import type { Answer } from '../grading/grade.ts'

export interface AttemptRow {
  id: string
  assessment_id: string
  version: number
  person_id: string
  number: number
  seed: number
  started_at: number
  ends_at: number | null
  submitted_at: number | null
  /** Thousandths of a point, and tenths of a percent. */
  score: number | null
  max_score: number
  percent: number | null
  passed: boolean | null
}

export async function findAttempt(q: Read, id: string): Promise<AttemptRow | null> {
  const [row] = await selectAttempt(q, { id })
  return row ?? null
}

const selectAttempt = query((q, { id }: Slots<{ id: string }>) => {
  const { assessment_attempts: a } = q.tables
  return selectRows(q).where(and(q.mine(a), eq(a.id, id)))
})

type Wanted = { assessment_id: string; person_id: string }

/** @param person_id `null` for everybody's. */
export async function listAttempts(
  q: Read,
  { assessment_id, person_id }: { assessment_id: string; person_id: string | null },
  page: IdPage,
): Promise<AttemptRow[]> {
  const [values, variant] = pageOf(page)
  const wanted = { assessment_id, person_id: person_id ?? '' }
  return selectPage(q, { ...values, ...wanted }, { ...variant, of_one: person_id !== null })
}

const selectPage = query(
  (q, slots: Slots<PageValues & Wanted>, variant: PageVariant & { of_one: boolean }) => {
    const { assessment_attempts: a } = q.tables
    const { unseen, order } = inPage(a.id, slots, variant)
    return selectRows(q)
      .where(and(matching(q, slots, variant.of_one), unseen))
      .orderBy(order)
      .limit(slots.limit)
  },
)

export async function countAttempts(
  q: Read,
  { assessment_id, person_id }: { assessment_id: string; person_id: string | null },
): Promise<number> {
  const wanted = { assessment_id, person_id: person_id ?? '' }
  const [row] = await selectTotal(q, wanted, { of_one: person_id !== null })
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Wanted>, { of_one }: { of_one: boolean }) =>
  q
    .select({ total: count() })
    .from(q.tables.assessment_attempts)
    .where(matching(q, slots, of_one)),
)

/** Those that somebody has submitted, in their order. */
export function listSubmitted(q: Read, wanted: Wanted): Promise<AttemptRow[]> {
  return selectSubmitted(q, wanted)
}

const selectSubmitted = query((q, slots: Slots<Wanted>) => {
  const { assessment_attempts: a } = q.tables
  return selectRows(q)
    .where(and(matching(q, slots, true), isNotNull(a.submitted_at)))
    .orderBy(a.number)
})

function matching(q: Reading, slots: Slots<Wanted>, ofOne: boolean) {
  const { assessment_attempts: a } = q.tables
  const isTheirs = ofOne ? eq(a.person_id, slots.person_id) : undefined
  return and(q.mine(a), eq(a.assessment_id, slots.assessment_id), isTheirs)
}

function selectRows(q: Reading) {
  const { assessment_attempts: a } = q.tables
  const { id, assessment_id, version, person_id, number, seed, started_at, ends_at, submitted_at } = a
  const { score, max_score, percent, passed } = a
  return q
    .select({
      ...{ id, assessment_id, version, person_id, number, seed, started_at, ends_at, submitted_at },
      ...{ score, max_score, percent, passed },
    })
    .from(a)
}

export const insertAttempt = mutation((q, row: Slots<AttemptRow>) => {
  const { id, assessment_id, version, person_id, number, seed, started_at, ends_at, submitted_at } = row
  const { score, max_score, percent, passed } = row
  return q.insert(q.tables.assessment_attempts).values({
    ...{ id, assessment_id, version, person_id, number, seed, started_at, ends_at, submitted_at },
    ...{ score, max_score, percent, passed, updated_at: started_at },
    organization_id: q.organization_id,
  })
})

export const submitRow = mutation((q, row: Slots<AttemptRow>) => {
  const { assessment_attempts: a } = q.tables
  const { submitted_at, score, max_score, percent, passed } = row
  return q
    .update(a)
    .set({ submitted_at, score, max_score, percent, passed, updated_at: submitted_at })
    .where(and(q.mine(a), eq(a.id, row.id)))
})

type OfAttempt = { assessment_id: string; attempt_id: string }

/** The answers as text, since engines differ in what they make of JSON. */
const selectAnswers = statement<OfAttempt, { question_id: string; answer: string | null }>(`
  select question_id, cast(answer as text) as answer from assessment_answers
  where organization_id = :organization_id and assessment_id = :assessment_id and attempt_id = :attempt_id`)

/** What has been saved, by question. */
export async function answersOf(q: Read, of: OfAttempt): Promise<Map<string, Answer>> {
  const rows = await q.all(selectAnswers, of)
  // As `putAnswers` has written them.
  return new Map(rows.map((row) => [row.question_id, JSON.parse(row.answer ?? 'null') as Answer]))
}

export const putAnswers = batchStatement({ question_id: 'text', answer: 'text', earned: 'int' })<
  never,
  OfAttempt
>(`
  insert into assessment_answers (organization_id, assessment_id, attempt_id, question_id, answer, earned)
  select :organization_id, cast(:assessment_id as text), cast(:attempt_id as text), r.question_id,
    json(r.answer), r.earned
  from :rows as r where true
  on conflict (organization_id, assessment_id, attempt_id, question_id) do update
  set answer = excluded.answer, earned = excluded.earned`)
