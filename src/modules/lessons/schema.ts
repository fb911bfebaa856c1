import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Id, Instant, OrNull } from '../../http/schema.ts'
import { LONGEST_BODY, TableOfContents } from '../content/schema.ts'

const Title = t.String({ minLength: 1, maxLength: 300, pattern: '\\S', examples: ['Pruning'] })
const Body = t.String({ maxLength: LONGEST_BODY, description: 'Markdown.' })
/** Also the most that are put into an order at once. */
export const MOST_LESSONS = 1_000

export const LessonStatus = t.Union([t.Literal('draft'), t.Literal('published'), t.Literal('archived')])

/** What lists show: all but the text. */
export const LessonSummary = t.Object({
  id: t.String(),
  course_id: OrNull(t.String({ description: 'The content of the kind `course` to which it belongs.' })),
  title: t.String(),
  status: LessonStatus,
  position: t.Integer({ description: 'From 1 on in its course, without gaps; 0 without a course.' }),
  prerequisites: t.Array(t.String(), { description: 'What must be completed first.' }),
  author_id: OrNull(t.String()),
  created_at: Instant,
  updated_at: Instant,
})

export const Lesson = t.Object({
  ...LessonSummary.properties,
  body: t.Optional(t.String({ description: 'Markdown; not with `format=html`.' })),
  html: t.Optional(t.String({ description: 'With `format=html`: safe to show as it is.' })),
  toc: t.Optional(TableOfContents),
})

export const Lessons = PageOf(LessonSummary)

export const LessonsQuery = t.Object({
  ...PageQuery.properties,
  sort: t.Optional(
    t.Union([t.Literal('position'), t.Literal('created_at'), t.Literal('-created_at')], {
      description: '`position` is that in the course: with `course_id`, where nothing else is said.',
    }),
  ),
  course_id: t.Optional(Id),
  status: t.Optional(LessonStatus),
})

export const NewLesson = t.Object(
  {
    title: Title,
    body: t.Optional(Body),
    course_id: t.Optional(OrNull(Id)),
    status: t.Optional(LessonStatus),
    author_id: t.Optional(OrNull(Id)),
    prerequisites: t.Optional(t.Array(Id, { maxItems: 50 })),
  },
  { examples: [{ title: 'Pruning', body: 'In March.', status: 'published' }] },
)

export const LessonChanges = t.Partial(NewLesson, { examples: [{ status: 'published' }] })

export const LessonOrder = t.Object(
  {
    course_id: Id,
    lesson_ids: t.Array(Id, {
      maxItems: MOST_LESSONS,
      description: 'All of the lessons of the course, in the order in which they are to be.',
    }),
  },
  { examples: [{ course_id: '…', lesson_ids: ['…'] }] },
)

export const OrderedLessons = t.Object({ lessons: t.Array(LessonSummary) })

export type LessonStatus = Static<typeof LessonStatus>
export type LessonSummary = Static<typeof LessonSummary>
export type Lesson = Static<typeof Lesson>
export type LessonsQuery = Static<typeof LessonsQuery>
export type NewLesson = Static<typeof NewLesson>
export type LessonChanges = Static<typeof LessonChanges>
export type LessonOrder = Static<typeof LessonOrder>
