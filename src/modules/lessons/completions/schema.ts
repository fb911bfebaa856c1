import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../../http/schema.ts'
import { MAX_EXTERNAL_ID } from '../../people/people.ts'

export const PersonRef = t.String({
  minLength: 1,
  maxLength: MAX_EXTERNAL_ID,
  description: "An external id or a member's id; yourself when left out. An API key must say it.",
})

export const NewCompletion = t.Object({ person: t.Optional(PersonRef) })

export const Completion = t.Object({
  lesson_id: t.String(),
  person_id: t.String(),
  completed_at: Instant,
})

export const CourseProgressQuery = t.Object({ person: t.Optional(PersonRef) })

export const CourseProgress = t.Object({
  course_id: t.String(),
  person_id: t.String(),
  total: t.Integer({ description: 'Published lessons of the course.' }),
  completed: t.Integer({ description: 'Of these.' }),
  percent: OrNull(t.Number({ description: 'null where there are none.' })),
  next_lesson_id: OrNull(t.String({ description: 'The first that can be completed now.' })),
  lessons: t.Array(
    t.Object({
      lesson_id: t.String(),
      title: t.String(),
      position: t.Integer(),
      completed_at: OrNull(Instant),
      available: t.Boolean({ description: 'Not completed, and all that it asks for is.' }),
    }),
  ),
})

export type NewCompletion = Static<typeof NewCompletion>
export type Completion = Static<typeof Completion>
export type CourseProgress = Static<typeof CourseProgress>
