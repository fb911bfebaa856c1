import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { ExternalId } from '../../http/schema.ts'
import {
  changeContent,
  contentInBulk,
  createContent,
  deleteContent,
  listContent,
  readContent,
  readContentBySlug,
} from './content.ts'
import type { Renders } from './html/markdown-renderer.ts'
import {
  Content,
  ContentChanges,
  ContentFormat,
  ContentList,
  ContentQuery,
  ContentToChange,
  MovedContent,
  NewContent,
  NewContents,
  RenderedText,
  TextToRender,
  WrittenContent,
} from './schema.ts'

const ById = t.Object({ id: t.String() })

export function contentRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'> & Renders) {
  return new Elysia({ prefix: '/api/v1/content', tags: ['Knowledge'] })
    .use(access)
    .get('', ({ query, principal }) => listContent(context, principal, query), {
      requires: 'knowledge.read',
      query: ContentQuery,
      response: { 200: ContentList },
      detail: {
        summary: 'The content that you may see',
        description: 'What is published, and your own; admins and keys see all. Without its text.',
      },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createContent(context, principal, body)),
      {
        requires: 'knowledge.write',
        versioned: true,
        body: NewContent,
        response: { 201: Content },
        detail: {
          summary: 'Write content',
          description:
            'It is yours unless you name another author, and a draft unless you name another status.',
        },
      },
    )
    .post(
      '/preview',
      ({ body, principal }) => context.markdown.render(principal.organization_id, body.body),
      {
        requires: 'knowledge.write',
        unkeyed: true,
        body: TextToRender,
        response: { 200: RenderedText },
        detail: {
          summary: 'What a text would look like',
          description:
            'The HTML and the table of contents of Markdown that is not saved, as content and lessons have ' +
            'them. Nothing is kept of it.',
        },
      },
    )
    .post(
      '/bulk',
      async ({ body, principal, status }) =>
        status(201, { content: await contentInBulk.createMany(context, principal, body.content) }),
      {
        requires: 'knowledge.write',
        body: NewContents,
        response: { 201: WrittenContent },
        detail: {
          summary: 'Make up to 100 content items, all or none',
          description: 'If one of them cannot be made, none is, and `results` says why, of each.',
        },
      },
    )
    .patch(
      '/bulk',
      async ({ body, principal }) => ({
        content: await contentInBulk.changeMany(context, principal, body.content),
      }),
      {
        requires: 'knowledge.write',
        keyed: true,
        body: ContentToChange,
        response: { 200: WrittenContent },
        detail: {
          summary: 'Change up to 100 content items, all or none',
          description:
            'Each as it would be by itself. If one of them cannot be changed, none is, and `results` says why.',
        },
      },
    )
    .get(
      '/by-slug/:slug',
      async ({ params, query, principal, set, status }) => {
        const found = await readContentBySlug(context, principal, params.slug, query)
        if (!('moved_to' in found)) return found
        const format = query.format === 'html' ? '?format=html' : ''
        set.headers.location = `/api/v1/content/by-slug/${found.moved_to}${format}`
        return status(302, { slug: found.moved_to })
      },
      {
        requires: 'knowledge.read',
        params: t.Object({ slug: ExternalId }),
        query: ContentFormat,
        response: { 200: Content, 302: MovedContent },
        refuses: [404],
        detail: {
          summary: 'Content by its slug',
          description: 'One that it had before leads to the one it has.',
        },
      },
    )
    .get('/:id', ({ params, query, principal }) => readContent(context, principal, params.id, query), {
      requires: 'knowledge.read',
      versioned: true,
      params: ById,
      query: ContentFormat,
      response: { 200: Content },
      detail: {
        summary: 'Content, as Markdown or as HTML',
        description: 'The ETag that If-Match asks for is that of the Markdown.',
      },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeContent(context, principal, params.id, body, ifMatch),
      {
        requires: 'knowledge.write',
        versioned: true,
        params: ById,
        body: ContentChanges,
        response: { 200: Content },
        refuses: [409],
        detail: {
          summary: 'Change content, publish it, or say when it is to be published',
          description:
            'By its author or an admin. What is left out stays. With If-Match, only the version that has this ' +
            'ETag is changed. Another title brings another slug, and the old one leads to it.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteContent(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'knowledge.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: { summary: 'Put content into the trash', description: 'By its author or an admin.' },
      },
    )
}
