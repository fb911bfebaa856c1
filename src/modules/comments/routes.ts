import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import { changeComment, createComment, deleteComment, listComments, readComment } from './comments.ts'
import { Comment, CommentChanges, CommentParams, Comments, NewComment, OfTask } from './schema.ts'

export function commentRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/tasks/:id/comments', tags: ['Work'] })
    .use(access)
    .get('', ({ params, query, principal }) => listComments(context, principal, params.id, query), {
      requires: 'work.read',
      params: OfTask,
      query: PageQuery,
      response: { 200: Comments },
      detail: { summary: 'The comments on a task', description: 'For whoever sees the task.' },
    })
    .post(
      '',
      async ({ params, body, principal, status }) =>
        status(201, await createComment(context, principal, params.id, body)),
      {
        requires: 'work.write',
        versioned: true,
        params: OfTask,
        body: NewComment,
        response: { 201: Comment },
        detail: {
          summary: 'Comment on a task',
          description:
            'Whoever sees the task may, viewers of the organization excepted. Members mentioned as `<@ID>` ' +
            'who see the task, too, are told.',
        },
      },
    )
    .get('/:comment_id', ({ params, principal }) => readComment(context, principal, placeOf(params)), {
      requires: 'work.read',
      versioned: true,
      params: CommentParams,
      response: { 200: Comment },
      detail: { summary: 'A comment on a task' },
    })
    .patch(
      '/:comment_id',
      ({ params, body, principal, ifMatch }) =>
        changeComment(context, principal, placeOf(params), body, ifMatch),
      {
        requires: 'work.write',
        versioned: true,
        params: CommentParams,
        body: CommentChanges,
        response: { 200: Comment },
        detail: {
          summary: 'Edit a comment of your own',
          description: 'With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .delete(
      '/:comment_id',
      async ({ params, principal, status }) => {
        await deleteComment(context, principal, placeOf(params))
        return status(204, undefined)
      },
      {
        requires: 'work.write',
        params: CommentParams,
        response: { 204: t.Void() },
        detail: {
          summary: 'Put a comment into the trash',
          description: 'By its author, and by whoever may delete the task.',
        },
      },
    )
}

function placeOf({ id: task_id, comment_id: id }: { id: string; comment_id: string }) {
  return { task_id, id }
}
