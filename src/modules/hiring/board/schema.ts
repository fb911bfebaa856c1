import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../../http/page.ts'
import { ExternalId, GivenInstant, Id, Instant, OrNull } from '../../../http/schema.ts'
import { Email, GivenAnswer, GivenFiles, Message, PersonName, Phone, Source } from '../applications/schema.ts'
import { AskedQuestion, EmploymentType, LocationType, Salary } from '../jobs/schema.ts'

const BoardCompany = t.Object({ id: t.String(), name: t.String() })

/** What everybody is shown of a job that is open. */
export const BoardJob = t.Object({
  id: t.String(),
  slug: t.String(),
  title: t.String(),
  company: OrNull(BoardCompany),
  employment_type: EmploymentType,
  location_type: LocationType,
  location: OrNull(t.String()),
  salary: OrNull(Salary),
  published_on: t.String({ description: 'A local date of the organization.' }),
  valid_through: OrNull(t.String({ description: 'The last local date on which one can apply.' })),
})

export const BoardJobs = PageOf(BoardJob)

export const BoardJobDetail = t.Object({
  ...BoardJob.properties,
  company: OrNull(
    t.Object({
      ...BoardCompany.properties,
      description: t.String(),
      website: OrNull(t.String()),
      location: OrNull(t.String()),
    }),
  ),
  description: t.String({ description: 'Markdown.' }),
  required_fields: t.Array(t.String()),
  questions: t.Array(AskedQuestion),
  updated_at: Instant,
})

export const Board = t.Object({
  name: t.String({ description: "The organization's." }),
  slug: t.String(),
  open_jobs: t.Integer({ minimum: 0 }),
  companies: t.Array(
    t.Object({
      ...BoardCompany.properties,
      description: t.String(),
      website: OrNull(t.String()),
      location: OrNull(t.String()),
      open_jobs: t.Integer({ minimum: 1 }),
    }),
    { description: 'Those that have jobs on the board.' },
  ),
})

export const OfBoard = t.Object({
  slug: t.String({ ...ExternalId, description: "The organization's slug." }),
})
export const OfBoardJob = t.Object({ ...OfBoard.properties, id: t.String({ description: "The job's." }) })

export const BoardJobsQuery = t.Object({
  limit: PageQuery.properties.limit,
  cursor: PageQuery.properties.cursor,
  count: PageQuery.properties.count,
  employment_type: t.Optional(EmploymentType),
  location_type: t.Optional(LocationType),
  company_id: t.Optional(Id),
})

export const BoardApplication = t.Object(
  {
    name: PersonName,
    email: Email,
    phone: t.Optional(OrNull(Phone)),
    message: t.Optional(Message),
    answers: t.Optional(t.Array(GivenAnswer, { maxItems: 30 })),
    source: t.Optional(Source),
    consent: t.Optional(t.Boolean({ description: 'To be thought of for later jobs, too.' })),
    homepage: t.Optional(
      t.String({
        maxLength: 500,
        description: 'A field that people do not see: what fills it is a robot. Leave it out.',
      }),
    ),
    form_shown_at: t.Optional(
      t.String({
        ...GivenInstant,
        description: 'When a form was shown: one that comes back within two seconds is refused.',
      }),
    ),
  },
  { examples: [{ name: 'Grace', email: 'grace@example.com', message: 'I know roses.' }] },
)

/** The same as a form, in which files may come. */
export const BoardForm = t.Object(
  { ...BoardApplication.properties, file: t.Optional(GivenFiles) },
  { examples: BoardApplication.examples },
)

export const Received = t.Object({ status: t.Literal('received') })

export type BoardJob = Static<typeof BoardJob>
export type BoardJobDetail = Static<typeof BoardJobDetail>
export type Board = Static<typeof Board>
export type BoardJobsQuery = Static<typeof BoardJobsQuery>
export type BoardForm = Static<typeof BoardForm>
export type Received = Static<typeof Received>
