import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../../http/page.ts'
import { Id, Instant, OrNull } from '../../../http/schema.ts'
import { PersonRef } from '../../lessons/completions/schema.ts'
import { MOST_OPTIONS, QuestionKind } from '../schema.ts'

export const NewAttempt = t.Object({ person: t.Optional(PersonRef) })

/** One of `option_ids`, `number` and `text`, as the question asks; nothing takes back what was saved. */
export const GivenAnswer = t.Object({
  question_id: Id,
  option_ids: t.Optional(t.Array(Id, { maxItems: MOST_OPTIONS })),
  number: t.Optional(t.Number()),
  text: t.Optional(t.String({ maxLength: 2_000 })),
})

/** As it was given. */
export const SavedAnswer = t.Object({
  question_id: t.String(),
  option_ids: t.Optional(t.Array(t.String())),
  number: t.Optional(t.Number()),
  text: t.Optional(t.String()),
})

const AnswerList = t.Array(GivenAnswer, { maxItems: 200 })

export const GivenAnswers = t.Object({ answers: AnswerList }, { examples: [{ answers: [] }] })

export const SubmittedAnswers = t.Object({ answers: t.Optional(AnswerList) })

/** As it is asked: there is no field here that could say what is right. */
export const AttemptQuestion = t.Object({
  id: t.String(),
  kind: QuestionKind,
  prompt: t.String(),
  points: t.Number(),
  options: t.Optional(t.Array(t.Object({ id: t.String(), text: t.String() }))),
})

const Score = t.Number({ description: 'Points, rounded to three decimals.' })
const Percent = t.Number({ description: 'Of all points, rounded to one decimal.' })

export const AttemptSummary = t.Object({
  id: t.String(),
  assessment_id: t.String(),
  person_id: t.String(),
  number: t.Integer({ description: 'From 1 on for each person.' }),
  started_at: Instant,
  ends_at: OrNull(Instant, { description: 'After which nothing is taken; null where there is no limit.' }),
  submitted_at: OrNull(Instant),
  score: OrNull(Score),
  max_score: Score,
  percent: OrNull(Percent),
  passed: OrNull(t.Boolean()),
})

export const Attempt = t.Object({
  ...AttemptSummary.properties,
  questions: t.Array(AttemptQuestion),
  answers: t.Array(SavedAnswer, { description: 'What has been saved.' }),
})

export const Attempts = PageOf(AttemptSummary)

export const AttemptsQuery = t.Object({ ...PageQuery.properties, person: t.Optional(PersonRef) })

export const SubmittedAttempt = t.Object({
  id: t.String(),
  assessment_id: t.String(),
  submitted_at: Instant,
  score: Score,
  max_score: Score,
  percent: Percent,
  passed: t.Boolean(),
})

export const Scores = t.Object({
  person_id: t.String(),
  begun: t.Integer(),
  submitted: t.Integer(),
  attempts_left: OrNull(t.Integer({ description: 'null where any number is allowed.' })),
  passed: t.Boolean({ description: 'Any of them.' }),
  first: OrNull(SubmittedAttempt),
  last: OrNull(SubmittedAttempt),
  best: OrNull(SubmittedAttempt, { description: 'Of several that are equal, the first.' }),
})

export type NewAttempt = Static<typeof NewAttempt>
export type GivenAnswer = Static<typeof GivenAnswer>
export type AttemptQuestion = Static<typeof AttemptQuestion>
export type AttemptSummary = Static<typeof AttemptSummary>
export type Attempt = Static<typeof Attempt>
export type AttemptsQuery = Static<typeof AttemptsQuery>
export type SubmittedAttempt = Static<typeof SubmittedAttempt>
export type Scores = Static<typeof Scores>
