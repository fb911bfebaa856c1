import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import { isNotModified, withEtag } from '../../http/with-etag.ts'
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
      async ({ params, body, principal, set, status }) => {
        const comment = await createComment(context, principal, params.id, body)
        return status(201, withEtag(set, comment))
      },
      {
        requires: 'work.write',
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
    .get(
      '/:comment_id',
      async ({ params, principal, request, set, status }) => {
        const comment = withEtag(set, await readComment(context, principal, placeOf(params)))
        return isNotModified(request, comment) ? status(304, undefined) : comment
      },
      {
        requires: 'work.read',
        params: CommentParams,
        response: { 200: Comment, 304: t.Void() },
        detail: { summary: 'A comment on a task' },
      },
    )
    .patch(
      '/:comment_id',
      async ({ params, body, principal, request, set }) => {
        const ifMatch = request.headers.get('if-match')
        return withEtag(set, await changeComment(context, principal, placeOf(params), body, ifMatch))
      },
      {
        requires: 'work.write',
        refuses: [412],
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
