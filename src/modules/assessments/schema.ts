import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { GivenInstant, Id, Instant, OrNull } from '../../http/schema.ts'

const Title = t.String({ minLength: 1, maxLength: 300, pattern: '\\S', examples: ['Roses'] })
const Prompt = t.String({ minLength: 1, maxLength: 10_000, pattern: '\\S', examples: ['When are they cut?'] })
const Text = t.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' })
const Points = t.Number({ description: 'With at most three decimals; 1 when left out.' })
const PassMark = t.Integer({ minimum: 0, maximum: 100, description: 'Percent of the points.' })
const AttemptsAllowed = t.Integer({ minimum: 1, maximum: 1_000 })
const TimeLimit = t.Integer({ minimum: 1, maximum: 7 * 86_400, description: 'Seconds.' })
const MOST_QUESTIONS = 200
export const MOST_OPTIONS = 50

export const AssessmentStatus = t.Union([t.Literal('draft'), t.Literal('published'), t.Literal('archived')])

export const QuestionKind = t.Union(
  [t.Literal('single'), t.Literal('multiple'), t.Literal('number'), t.Literal('text')],
  { description: 'One option, several, a number within a tolerance, or one of some texts.' },
)

/** Which fields a kind takes, its rules say: see questions.ts. */
export const NewQuestion = t.Object(
  {
    kind: QuestionKind,
    prompt: Prompt,
    points: t.Optional(Points),
    options: t.Optional(
      t.Array(t.Object({ text: Text, correct: t.Boolean() }), {
        maxItems: MOST_OPTIONS,
        description: 'Of single (one is correct) and multiple (at least one is).',
      }),
    ),
    answer: t.Optional(t.Number({ description: 'Of number.' })),
    tolerance: t.Optional(t.Number({ minimum: 0, description: 'Of number; 0 when left out.' })),
    answers: t.Optional(
      t.Array(Text, {
        minItems: 1,
        maxItems: MOST_OPTIONS,
        description: 'Of text: each is right, whatever its case, accents and spaces.',
      }),
    ),
  },
  {
    examples: [
      {
        kind: 'single',
        prompt: 'When are they cut?',
        options: [
          { text: 'March', correct: true },
          { text: 'July', correct: false },
        ],
      },
    ],
  },
)

const ONLY_AUTHORS = { description: 'Only for those who may change the assessment.' }

export const AssessmentQuestion = t.Object({
  id: t.String(),
  kind: QuestionKind,
  prompt: t.String(),
  points: t.Number(),
  options: t.Optional(
    t.Array(t.Object({ id: t.String(), text: t.String(), correct: t.Optional(t.Boolean(ONLY_AUTHORS)) })),
  ),
  answer: t.Optional(t.Number(ONLY_AUTHORS)),
  tolerance: t.Optional(t.Number(ONLY_AUTHORS)),
  answers: t.Optional(t.Array(t.String(), ONLY_AUTHORS)),
})

export const AssessmentSummary = t.Object({
  id: t.String(),
  title: t.String(),
  lesson_id: OrNull(t.String({ description: 'The lesson that it goes with.' })),
  status: AssessmentStatus,
  pass_mark: t.Integer(),
  attempts_allowed: OrNull(t.Integer()),
  time_limit_s: OrNull(t.Integer()),
  opens_at: OrNull(Instant),
  closes_at: OrNull(Instant),
  shuffle: t.Boolean({
    description: 'Whether each attempt has its questions and options in an order of its own.',
  }),
  answers_open: t.Boolean({ description: 'Whether everybody who may take it may see its answers.' }),
  author_id: OrNull(t.String()),
  created_at: Instant,
  updated_at: Instant,
})

export const Assessment = t.Object({
  ...AssessmentSummary.properties,
  questions: t.Array(AssessmentQuestion),
})

export const Assessments = PageOf(AssessmentSummary)

export const AssessmentsQuery = t.Object({
  ...PageQuery.properties,
  status: t.Optional(AssessmentStatus),
  lesson_id: t.Optional(Id),
})

export const NewAssessment = t.Object(
  {
    title: Title,
    lesson_id: t.Optional(OrNull(Id)),
    status: t.Optional(AssessmentStatus),
    pass_mark: t.Optional(PassMark),
    attempts_allowed: t.Optional(OrNull(AttemptsAllowed)),
    time_limit_s: t.Optional(OrNull(TimeLimit)),
    opens_at: t.Optional(OrNull(GivenInstant)),
    closes_at: t.Optional(OrNull(GivenInstant)),
    shuffle: t.Optional(t.Boolean()),
    answers_open: t.Optional(t.Boolean()),
    author_id: t.Optional(OrNull(Id)),
    questions: t.Optional(t.Array(NewQuestion, { maxItems: MOST_QUESTIONS })),
  },
  {
    examples: [
      { title: 'Roses', pass_mark: 60, questions: [{ kind: 'text', prompt: 'Who?', answers: ['Ada'] }] },
    ],
  },
)

export const AssessmentChanges = t.Partial(NewAssessment, { examples: [{ status: 'published' }] })

/** What is right, of each question; once the author has opened it. */
export const OpenedAnswers = t.Object({ questions: t.Array(AssessmentQuestion) })

export type AssessmentStatus = Static<typeof AssessmentStatus>
export type QuestionKind = Static<typeof QuestionKind>
export type NewQuestion = Static<typeof NewQuestion>
export type AssessmentQuestion = Static<typeof AssessmentQuestion>
export type AssessmentSummary = Static<typeof AssessmentSummary>
export type Assessment = Static<typeof Assessment>
export type AssessmentsQuery = Static<typeof AssessmentsQuery>
export type NewAssessment = Static<typeof NewAssessment>
export type AssessmentChanges = Static<typeof AssessmentChanges>
export type OpenedAnswers = Static<typeof OpenedAnswers>
