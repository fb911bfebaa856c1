import type { TenantColumns } from './tenant.ts'

/** What is asked of those who learn, what is right, and what they have answered. */
export function defineAssessments(c: TenantColumns) {
  const assessments = c.table(
    'assessments',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      title: c.text().notNull(),
      /** The lesson that it goes with, which may be gone. */
      lesson_id: c.id(),
      status: c.text().notNull(),
      /** Percent of the points. */
      pass_mark: c.int().notNull(),
      attempts_allowed: c.int(),
      time_limit_s: c.int(),
      opens_at: c.time(),
      closes_at: c.time(),
      /** Whether each attempt has an order of its own. */
      shuffle: c.bool().notNull(),
      /** Whether its answers are shown to everybody who may take it. */
      answers_open: c.bool().notNull(),
      /** Of its questions: those who have begun keep theirs. */
      version: c.int().notNull(),
      author_id: c.id(),
      ...c.madeAndChanged(),
      ...c.trashed(),
    },
    (t) => [
      c.key(t),
      c.index('assessments_lesson').on(t.organization_id, t.lesson_id, t.id),
      c.index('assessments_author').on(t.organization_id, t.author_id, t.id),
      c.trash('assessments_deleted', t),
    ],
  )

  /** What is asked, as those who take it see it. */
  const assessment_questions = c.table(
    'assessment_questions',
    {
      organization_id: c.organizationId(),
      assessment_id: c.id().notNull(),
      version: c.int().notNull(),
      position: c.int().notNull(),
      id: c.id().notNull(),
      kind: c.text().notNull(),
      prompt: c.text().notNull(),
      /** Thousandths of a point. */
      points: c.int().notNull(),
      options: c.json().$type<{ id: string; text: string }[]>().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.assessment_id, t.version, t.position] }),
      c.partOf(assessments, t.organization_id, t.assessment_id),
    ],
  )

  /** What is right. In a table of its own, which is read to grade and to show to authors, and nowhere else. */
  const assessment_keys = c.table(
    'assessment_keys',
    {
      organization_id: c.organizationId(),
      assessment_id: c.id().notNull(),
      version: c.int().notNull(),
      /** By the ids of its questions. */
      answers: c.json().$type<Record<string, unknown>>().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.assessment_id, t.version] }),
      c.partOf(assessments, t.organization_id, t.assessment_id),
    ],
  )

  /** Each time that somebody takes an assessment. Once submitted it outlives the assessment, without its key. */
  const assessment_attempts = c.table(
    'assessment_attempts',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      assessment_id: c.id().notNull(),
      version: c.int().notNull(),
      person_id: c.id().notNull(),
      /** From 1 on for each person and assessment. */
      number: c.int().notNull(),
      /** Of the order in which its questions and options are shown. */
      seed: c.int().notNull(),
      started_at: c.time().notNull(),
      /** After this, and a little grace, nothing is taken any more. */
      ends_at: c.time(),
      submitted_at: c.time(),
      /** Thousandths of a point, and tenths of a percent: rounded once, from the exact sum. */
      score: c.int(),
      max_score: c.int().notNull(),
      percent: c.int(),
      passed: c.bool(),
      updated_at: c.time().notNull(),
    },
    (t) => [
      c.key(t),
      c
        .uniqueIndex('assessment_attempts_number')
        .on(t.organization_id, t.assessment_id, t.person_id, t.number),
      c.index('assessment_attempts_person').on(t.organization_id, t.person_id, t.id),
    ],
  )

  /** What was answered, and what it was worth. */
  const assessment_answers = c.table(
    'assessment_answers',
    {
      organization_id: c.organizationId(),
      assessment_id: c.id().notNull(),
      attempt_id: c.id().notNull(),
      question_id: c.id().notNull(),
      /** `null` where nothing was. */
      answer: c.json().$type<unknown>(),
      /** Thousandths of a point; `null` until it is submitted. */
      earned: c.int(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.assessment_id, t.attempt_id, t.question_id] }),
      c.partOf(assessments, t.organization_id, t.assessment_id),
    ],
  )

  return {
    assessments,
    assessment_questions,
    assessment_keys,
    assessment_attempts,
    assessment_answers,
  }
}
