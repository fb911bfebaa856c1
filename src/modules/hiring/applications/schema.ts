import { type Static, t } from 'elysia'
import { IN_ORDER, MANY, toChange } from '../../../http/bulk.ts'
import { PageOf, PageQuery } from '../../../http/page.ts'
import { Flag, Id, Instant, OrNull, Upload } from '../../../http/schema.ts'
import { MOST_FILES, SENT_FILE } from '../../files/schema.ts'

export const Stage = t.Union([
  t.Literal('applied'),
  t.Literal('screening'),
  t.Literal('interview'),
  t.Literal('offer'),
  t.Literal('hired'),
  t.Literal('rejected'),
  t.Literal('withdrawn'),
])

export const RejectionReason = t.Union([
  t.Literal('not_qualified'),
  t.Literal('other_candidate'),
  t.Literal('position_filled'),
  t.Literal('salary'),
  t.Literal('location'),
  t.Literal('no_response'),
  t.Literal('knocked_out'),
  t.Literal('other'),
])

export const Source = t.String({
  minLength: 1,
  maxLength: 40,
  pattern: '^[a-z0-9][a-z0-9_.-]*$',
  description: 'Where it came from, in small letters.',
  examples: ['referral'],
})

export const GivenAnswer = t.Object({
  question_id: Id,
  answer: t.Union([t.Boolean(), t.Number(), t.String({ maxLength: 5_000 })], {
    description: 'Of yes or no `true` or `false`; of a choice one of its options.',
  }),
})

export const PersonName = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Grace'] })
export const Email = t.String({ format: 'email', maxLength: 254, examples: ['grace@example.com'] })
export const Phone = t.String({
  minLength: 3,
  maxLength: 50,
  pattern: '^[+0-9 ()/.-]*$',
  examples: ['+49 30 901820'],
})
export const Message = t.String({ maxLength: 20_000 })

export const Application = t.Object({
  id: t.String(),
  job_id: t.String(),
  candidate: OrNull(
    t.Object({ id: t.String(), name: t.String(), email: t.String(), phone: OrNull(t.String()) }),
    { description: 'null where the person was erased.' },
  ),
  name: OrNull(t.String({ description: 'As it was given with this application.' })),
  stage: Stage,
  stage_at: t.String({ ...Instant, description: 'Since when it is in its stage.' }),
  rejection_reason: OrNull(RejectionReason),
  source: t.String(),
  message: t.String(),
  answers: t.Array(
    t.Object({
      question_id: t.String(),
      prompt: t.String({ description: 'As it was asked.' }),
      answer: t.Union([t.Boolean(), t.Number(), t.String()]),
    }),
  ),
  knocked_out: t.Boolean({ description: 'An answer was one that the job does not take.' }),
  hired_at: OrNull(Instant, { description: 'When the offer was accepted.' }),
  file_count: t.Integer({ minimum: 0, description: 'How many files it has.' }),
  created_at: Instant,
  updated_at: Instant,
})

export const Applications = PageOf(Application)

export const ApplicationsQuery = t.Object({
  ...PageQuery.properties,
  job_id: t.Optional(Id),
  candidate_id: t.Optional(Id),
  stage: t.Optional(Stage),
  source: t.Optional(Source),
  knocked_out: t.Optional(Flag),
})

/** Somebody who is a candidate already, or who is one with this. */
export const NewApplication = t.Object(
  {
    job_id: Id,
    candidate_id: t.Optional(Id),
    name: t.Optional(PersonName),
    email: t.Optional(Email),
    phone: t.Optional(OrNull(Phone)),
    source: t.Optional(Source),
    message: t.Optional(Message),
    answers: t.Optional(t.Array(GivenAnswer, { maxItems: 30 })),
  },
  {
    examples: [
      {
        job_id: '019aa2c4-3c00-7000-8000-000000000000',
        name: 'Grace',
        email: 'grace@example.com',
        source: 'referral',
      },
    ],
  },
)

export const ApplicationChanges = t.Object(
  {
    stage: t.Optional(Stage),
    rejection_reason: t.Optional(OrNull(RejectionReason, { description: 'Of one that is rejected.' })),
    source: t.Optional(Source),
  },
  { examples: [{ stage: 'interview' }] },
)

export const StageChange = t.Object({
  id: t.String(),
  from_stage: OrNull(Stage),
  to_stage: Stage,
  reason: OrNull(t.String()),
  changed_at: Instant,
  changed_by: OrNull(t.String({ description: 'A member or an API key; null where the applicant did.' })),
  seconds: OrNull(t.Integer({ minimum: 0 }), {
    description: 'How long it was in that stage; null while it is.',
  }),
})

export const StageChanges = t.Object({ items: t.Array(StageChange), next_cursor: t.Null() })

const NoteBody = t.String({
  minLength: 1,
  maxLength: 10_000,
  pattern: '\\S',
  description: 'Markdown. `<@ID>` mentions the member with this id.',
})

export const Note = t.Object({
  id: t.String(),
  application_id: t.String(),
  author_id: OrNull(t.String(), { description: 'The member who wrote it.' }),
  api_key_id: OrNull(t.String(), { description: 'Or the API key that did.' }),
  body: t.String(),
  created_at: Instant,
  edited_at: OrNull(Instant),
})

export const Notes = PageOf(Note)

export const NewNote = t.Object({ body: NoteBody }, { examples: [{ body: 'Knows her roses.' }] })

export const NoteChanges = t.Partial(NewNote, { examples: [{ body: 'Knows all about roses.' }] })

const GIVEN_FILES = {
  maxItems: MOST_FILES,
  description: 'PDF, DOCX, ODT, RTF or plain text in UTF-8, known by their content and not by their names.',
}

export const GivenFiles = t.Array(Upload, GIVEN_FILES)

export const NewFiles = t.Object({ file: t.Array(Upload, { ...GIVEN_FILES, minItems: 1 }) })

export const ApplicationFile = t.Object({
  id: t.String(),
  application_id: t.String(),
  name: t.String({
    description: 'As it was called, without what could be a path, and with the ending of what it is.',
  }),
  ...SENT_FILE,
  created_by: OrNull(t.String({ description: 'A member or an API key; null where the applicant sent it.' })),
  created_at: Instant,
})

export const ApplicationFiles = t.Object({ items: t.Array(ApplicationFile), next_cursor: t.Null() })

export const Rating = t.Object({
  member_id: t.String(),
  score: t.Integer({ minimum: 1, maximum: 5 }),
  comment: t.String(),
  created_at: Instant,
  updated_at: Instant,
})

export const Ratings = t.Object({
  items: t.Array(Rating),
  next_cursor: t.Null(),
  average: OrNull(t.Number(), { description: 'Of the scores, to one decimal.' }),
})

export const GivenRating = t.Object(
  {
    score: t.Integer({ minimum: 1, maximum: 5 }),
    comment: t.Optional(t.String({ maxLength: 2_000 })),
  },
  { examples: [{ score: 4, comment: 'Good with thorns' }] },
)

export const NewApplications = t.Object(
  { applications: t.Array(NewApplication, MANY) },
  { examples: [{ applications: [{ job_id: '…', name: 'Grace', email: 'grace@example.com' }] }] },
)

export const ApplicationsToChange = t.Object(
  { applications: t.Array(t.Object({ ...toChange, ...ApplicationChanges.properties }), MANY) },
  { examples: [{ applications: [{ id: '…', stage: 'interview' }] }] },
)

export const WrittenApplications = t.Object({ applications: t.Array(Application, IN_ORDER) })

export type RejectionReason = Static<typeof RejectionReason>
export type GivenAnswer = Static<typeof GivenAnswer>
export type Application = Static<typeof Application>
export type ApplicationsQuery = Static<typeof ApplicationsQuery>
export type NewApplication = Static<typeof NewApplication>
export type ApplicationChanges = Static<typeof ApplicationChanges>
export type StageChanges = Static<typeof StageChanges>
export type Note = Static<typeof Note>
export type NewNote = Static<typeof NewNote>
export type NoteChanges = Static<typeof NoteChanges>
export type NewFiles = Static<typeof NewFiles>
export type ApplicationFile = Static<typeof ApplicationFile>
export type ApplicationFiles = Static<typeof ApplicationFiles>
export type Rating = Static<typeof Rating>
export type Ratings = Static<typeof Ratings>
export type GivenRating = Static<typeof GivenRating>
