import { Elysia, type TSchema, t } from 'elysia'
import type { Permission } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import type { commentsOn } from './comments-on.ts'
import { CommentChanges, NewComment } from './schema.ts'

/** What differs from thing to thing. */
interface Commented<Parent extends string> {
  /** Of the things: `/api/v1/tasks`. */
  path: string
  tag: string
  /** In a sentence: `task`. */
  thing: string
  reading: Permission
  writing: Permission
  comments: ReturnType<typeof commentsOn<Parent, never>>
  shown: { one: TSchema; list: TSchema }
}

export function commentRoutes<Parent extends string>(
  context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>,
  { path, tag, thing, reading, writing, comments, shown }: Commented<Parent>,
) {
  const OfThing = t.Object({ id: t.String({ description: `The ${thing}'s.` }) })
  const CommentParams = t.Object({ ...OfThing.properties, comment_id: t.String() })
  return new Elysia({ prefix: `${path}/:id/comments`, tags: [tag] })
    .use(access)
    .get('', ({ params, query, principal }) => comments.list(context, principal, params.id, query), {
      requires: reading,
      params: OfThing,
      query: PageQuery,
      response: { 200: shown.list },
      detail: { summary: `The comments on a ${thing}`, description: `For whoever sees the ${thing}.` },
    })
    .post(
      '',
      async ({ params, body, principal, status }) =>
        // The schema is handed over, so that the compiler does not know it.
        status(201, (await comments.create(context, principal, params.id, body)) as unknown),
      {
        requires: writing,
        versioned: true,
        params: OfThing,
        body: NewComment,
        response: { 201: shown.one },
        detail: {
          summary: `Comment on a ${thing}`,
          description:
            `Whoever sees the ${thing} may, viewers of the organization excepted. Members mentioned as ` +
            `\`<@ID>\` who see the ${thing}, too, are told.`,
        },
      },
    )
    .get('/:comment_id', ({ params, principal }) => comments.read(context, principal, placeOf(params)), {
      requires: reading,
      versioned: true,
      params: CommentParams,
      response: { 200: shown.one },
      detail: { summary: `A comment on a ${thing}` },
    })
    .patch(
      '/:comment_id',
      ({ params, body, principal, ifMatch }) =>
        comments.change(context, principal, placeOf(params), body, ifMatch),
      {
        requires: writing,
        versioned: true,
        params: CommentParams,
        body: CommentChanges,
        response: { 200: shown.one },
        detail: {
          summary: `Edit a comment of your own on a ${thing}`,
          description: 'With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .delete(
      '/:comment_id',
      async ({ params, principal, ifMatch, status }) => {
        await comments.discard(context, principal, placeOf(params), ifMatch)
        return status(204, undefined)
      },
      {
        requires: writing,
        versioned: true,
        params: CommentParams,
        response: { 204: t.Void() },
        detail: {
          summary: `Put a comment on a ${thing} into the trash`,
          description: `By its author, and by whoever may delete the ${thing}.`,
        },
      },
    )
}

function placeOf({ id: parent_id, comment_id: id }: { id: string; comment_id: string }) {
  return { parent_id, id }
}
