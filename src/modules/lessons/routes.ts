import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import type { Renders } from '../content/html/markdown-renderer.ts'
import { ContentFormat } from '../content/schema.ts'
import { completeLesson, readProgress } from './completions/completions.ts'
import { Completion, CourseProgress, CourseProgressQuery, NewCompletion } from './completions/schema.ts'
import { changeLesson, createLesson, deleteLesson, listLessons, orderLessons, readLesson } from './lessons.ts'
import {
  Lesson,
  LessonChanges,
  LessonOrder,
  Lessons,
  LessonsQuery,
  NewLesson,
  OrderedLessons,
} from './schema.ts'

const ById = t.Object({ id: t.String() })
type Needs = Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>

export function lessonRoutes(context: Needs & Renders) {
  return new Elysia({ prefix: '/api/v1/lessons', tags: ['Knowledge'] })
    .use(access)
    .get('', ({ query, principal }) => listLessons(context, principal, query), {
      requires: 'knowledge.read',
      query: LessonsQuery,
      response: { 200: Lessons },
      detail: {
        summary: 'The lessons that you may see',
        description:
          'What is published, in a published course or in none, and your own and those of your courses; ' +
          'admins and keys see all. Those of one course come in its order. Without their texts.',
      },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createLesson(context, principal, body)),
      {
        requires: 'knowledge.write',
        versioned: true,
        body: NewLesson,
        response: { 201: Lesson },
        detail: {
          summary: 'Write a lesson',
          description: 'A draft unless you name another status; in a course of yours, behind its others.',
        },
      },
    )
    .put(
      '/order',
      async ({ body, principal }) => ({ lessons: await orderLessons(context, principal, body) }),
      {
        requires: 'knowledge.write',
        body: LessonOrder,
        response: { 200: OrderedLessons },
        detail: {
          summary: 'Put all lessons of a course into an order',
          description: 'By the author of the course or an admin. The places have no gaps.',
        },
      },
    )
    .get('/:id', ({ params, query, principal }) => readLesson(context, principal, params.id, query), {
      requires: 'knowledge.read',
      versioned: true,
      params: ById,
      query: ContentFormat,
      response: { 200: Lesson },
      detail: { summary: 'A lesson, as Markdown or as HTML' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeLesson(context, principal, params.id, body, ifMatch),
      {
        requires: 'knowledge.write',
        versioned: true,
        params: ById,
        body: LessonChanges,
        response: { 200: Lesson },
        detail: {
          summary: 'Change a lesson',
          description:
            'By its author, the author of its course, or an admin. What is left out stays. In another course it ' +
            'comes behind the others.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteLesson(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'knowledge.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: { summary: 'Put a lesson into the trash', description: 'Those behind it close up.' },
      },
    )
    .post(
      '/:id/completions',
      async ({ params, body, principal, status }) => {
        const { isNew, completion } = await completeLesson(context, principal, params.id, body ?? {})
        return isNew ? status(201, completion) : status(200, completion)
      },
      {
        requires: 'knowledge.learn',
        params: ById,
        body: t.Optional(NewCompletion),
        response: { 200: Completion, 201: Completion },
        detail: {
          summary: 'Complete a lesson',
          description:
            'Once for each person: again, the first time stands (200). What it asks for must be completed before.',
        },
      },
    )
}

export function progressRoutes(context: Needs) {
  return new Elysia({ prefix: '/api/v1/content/:id/progress', tags: ['Knowledge'] })
    .use(access)
    .get('', ({ params, query, principal }) => readProgress(context, principal, params.id, query.person), {
      requires: 'knowledge.read',
      params: ById,
      query: CourseProgressQuery,
      response: { 200: CourseProgress },
      detail: {
        summary: 'How far somebody is in a course',
        description: 'Yourself; somebody else for the author of the course, admins and keys.',
      },
    })
}
