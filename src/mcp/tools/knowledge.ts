/** Content and lessons. */
import type { ToolDeclaration } from '../tool.ts'

export const KNOWLEDGE: readonly ToolDeclaration[] = [
  {
    name: 'list_content',
    title: 'List content',
    description: 'Articles, courses and whatever else was written, without their text: get_content has it.',
    route: 'GET /api/v1/content',
  },
  {
    ...{ params: { id: 'content_id' } },
    name: 'get_content',
    title: 'Get content',
    description: 'One content item with its text in Markdown.',
    route: 'GET /api/v1/content/:id',
    without: ['format'],
  },
  {
    name: 'list_lessons',
    title: 'List lessons',
    description: 'Lessons without their text; with `course_id` in the order of the course.',
    route: 'GET /api/v1/lessons',
  },
  {
    ...{ params: { id: 'lesson_id' } },
    name: 'get_lesson',
    title: 'Get a lesson',
    description: 'One lesson with its text in Markdown.',
    route: 'GET /api/v1/lessons/:id',
    without: ['format'],
  },
  {
    name: 'create_content',
    title: 'Write content',
    description: 'Make a content item: a title, Markdown in `body`, a draft unless `status` says otherwise.',
    route: 'POST /api/v1/content',
    undo: 'delete',
    holds: ['/api/v1/content/:id/comments?limit=1', '/api/v1/lessons?limit=1&course_id=:id'],
  },
  {
    ...{ params: { id: 'content_id' } },
    name: 'update_content',
    title: 'Update content',
    description:
      'Change what you send of a content item, publish it, or replace its whole `body`. Texts of before stay as revisions.',
    route: 'PATCH /api/v1/content/:id',
    undo: 'previous',
  },
  {
    name: 'create_lesson',
    title: 'Write a lesson',
    description: 'Make a lesson, with `course_id` at the end of that course.',
    route: 'POST /api/v1/lessons',
    undo: 'delete',
    holds: ['/api/v1/lessons/:id/comments?limit=1', '/api/v1/assessments?limit=1&lesson_id=:id'],
  },
  {
    ...{ params: { id: 'lesson_id' } },
    name: 'update_lesson',
    title: 'Update a lesson',
    description: 'Change what you send of a lesson, publish it, or replace its whole `body`.',
    route: 'PATCH /api/v1/lessons/:id',
    undo: 'previous',
  },
]
