import { type Static, t } from 'elysia'
import { IN_ORDER, MANY, toChange } from '../../../http/bulk.ts'
import { PageOf, PageQuery } from '../../../http/page.ts'
import { Id, Instant, OrNull } from '../../../http/schema.ts'

const Title = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Gardener'] })
const Description = t.String({ maxLength: 100_000, description: 'Markdown.' })
const Location = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Berlin'] })
const LocalDate = t.String({ description: 'A local date.', examples: ['2026-12-24'] })
const MinorUnits = t.Integer({ minimum: 0, maximum: 1_000_000_000_000 })

export const JobStatus = t.Union(
  [t.Literal('draft'), t.Literal('open'), t.Literal('paused'), t.Literal('closed')],
  {
    description:
      'From `draft` to `open`; from there to `paused` and back; from either to `closed`, for good.',
  },
)

export const EmploymentType = t.Union([
  t.Literal('full_time'),
  t.Literal('part_time'),
  t.Literal('contract'),
  t.Literal('temporary'),
  t.Literal('internship'),
  t.Literal('volunteer'),
])

export const LocationType = t.Union([t.Literal('on_site'), t.Literal('hybrid'), t.Literal('remote')])

const salary = {
  currency: t.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.', examples: ['EUR'] }),
  period: t.Union([
    t.Literal('hour'),
    t.Literal('day'),
    t.Literal('week'),
    t.Literal('month'),
    t.Literal('year'),
  ]),
}

export const Salary = t.Object(
  { min: OrNull(MinorUnits), max: OrNull(MinorUnits), ...salary },
  { description: 'In minor units of the currency: 4500000 are 45,000.00 EUR.' },
)

const GivenSalary = t.Object({
  min: t.Optional(OrNull(MinorUnits)),
  max: t.Optional(OrNull(MinorUnits)),
  ...salary,
})

const RequiredField = t.Union([t.Literal('phone'), t.Literal('message'), t.Literal('file')])
const RequiredFields = t.Array(RequiredField, {
  maxItems: 3,
  uniqueItems: true,
  description:
    'What an application must hold besides a name and an address: `file` is one at least, such as a résumé.',
})

const QuestionKind = t.Union([
  t.Literal('yes_no'),
  t.Literal('choice'),
  t.Literal('number'),
  t.Literal('text'),
])
const Prompt = t.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
const Option = t.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

/** What those who apply are asked. */
export const AskedQuestion = t.Object({
  id: t.String(),
  kind: QuestionKind,
  prompt: t.String(),
  required: t.Boolean(),
  options: t.Array(t.String(), { description: 'Of a choice; otherwise empty.' }),
})

/** With what is taken for an answer. */
export const Question = t.Object({
  ...AskedQuestion.properties,
  knock_out: t.Optional(
    OrNull(
      t.Object({
        expects: t.Optional(t.Boolean({ description: 'Of yes or no.' })),
        accepts: t.Optional(t.Array(t.String(), { description: 'Of a choice: any of these options.' })),
        min: t.Optional(t.Number()),
        max: t.Optional(t.Number()),
      }),
      {
        description:
          'Whoever answers otherwise is rejected at once. Not shown to those who do not review the job.',
      },
    ),
  ),
})

const GivenQuestion = t.Object({
  id: t.Optional(
    t.String({ ...Id, description: 'Of one that is there already; a new one is given its own.' }),
  ),
  kind: QuestionKind,
  prompt: Prompt,
  required: t.Optional(t.Boolean()),
  options: t.Optional(t.Array(Option, { maxItems: 50, uniqueItems: true })),
  knock_out: t.Optional(
    OrNull(
      t.Object({
        expects: t.Optional(t.Boolean()),
        accepts: t.Optional(t.Array(Option, { minItems: 1, maxItems: 50, uniqueItems: true })),
        min: t.Optional(t.Number()),
        max: t.Optional(t.Number()),
      }),
    ),
  ),
})

export const Job = t.Object({
  id: t.String(),
  company_id: OrNull(t.String()),
  title: t.String(),
  slug: t.String({ description: 'Names it in the address of its page. It stays once the job was opened.' }),
  description: t.String(),
  status: JobStatus,
  employment_type: EmploymentType,
  location_type: LocationType,
  location: OrNull(t.String()),
  salary: OrNull(Salary),
  owner_id: OrNull(t.String({ description: "A member's." })),
  reviewer_ids: t.Array(t.String(), { description: 'Members who read, note and rate what comes.' }),
  publish_on: OrNull(t.String({ description: 'The first local date on which it is on the board.' })),
  valid_through: OrNull(t.String({ description: 'The last one.' })),
  required_fields: t.Array(RequiredField),
  questions: t.Array(Question),
  opened_at: OrNull(Instant, { description: 'When it was opened first.' }),
  closed_at: OrNull(Instant),
  created_at: Instant,
  updated_at: Instant,
})

export const Jobs = PageOf(Job)

export const JobsQuery = t.Object({
  ...PageQuery.properties,
  status: t.Optional(JobStatus),
  company_id: t.Optional(Id),
  owner_id: t.Optional(Id),
  employment_type: t.Optional(EmploymentType),
  location_type: t.Optional(LocationType),
})

const given = {
  title: Title,
  company_id: t.Optional(OrNull(Id)),
  description: t.Optional(Description),
  employment_type: t.Optional(EmploymentType),
  location_type: t.Optional(LocationType),
  location: t.Optional(OrNull(Location)),
  salary: t.Optional(OrNull(GivenSalary)),
  owner_id: t.Optional(OrNull(Id)),
  reviewer_ids: t.Optional(t.Array(Id, { maxItems: 50, uniqueItems: true })),
  publish_on: t.Optional(OrNull(LocalDate)),
  valid_through: t.Optional(OrNull(LocalDate)),
  required_fields: t.Optional(RequiredFields),
  questions: t.Optional(t.Array(GivenQuestion, { maxItems: 30 })),
}

export const NewJob = t.Object(
  { ...given, status: t.Optional(t.Union([t.Literal('draft'), t.Literal('open')])) },
  {
    examples: [
      {
        title: 'Gardener',
        location: 'Berlin',
        salary: { min: 3_200_000, max: 4_000_000, currency: 'EUR', period: 'year' },
      },
    ],
  },
)

export const JobChanges = t.Partial(t.Object({ ...given, status: JobStatus }), {
  examples: [{ status: 'open' }],
})

export const NewJobs = t.Object(
  { jobs: t.Array(NewJob, MANY) },
  { examples: [{ jobs: [{ title: 'Gardener' }] }] },
)

export const JobsToChange = t.Object(
  { jobs: t.Array(t.Object({ ...toChange, ...JobChanges.properties }), MANY) },
  { examples: [{ jobs: [{ id: '…', status: 'open' }] }] },
)

export const WrittenJobs = t.Object({ jobs: t.Array(Job, IN_ORDER) })

export type JobStatus = Static<typeof JobStatus>
export type EmploymentType = Static<typeof EmploymentType>
export type LocationType = Static<typeof LocationType>
export type Salary = Static<typeof Salary>
export type GivenSalary = Static<typeof GivenSalary>
export type RequiredField = Static<typeof RequiredField>
export type Question = Static<typeof Question>
export type GivenQuestion = Static<typeof GivenQuestion>
export type Job = Static<typeof Job>
export type JobsQuery = Static<typeof JobsQuery>
export type NewJob = Static<typeof NewJob>
export type JobChanges = Static<typeof JobChanges>
