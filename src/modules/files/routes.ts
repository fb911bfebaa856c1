import { Elysia, type TSchema, t } from 'elysia'
import type { Permission } from '../../access/principal.ts'
import { access } from '../../http/access.ts'
import type { ReceivedFile } from '../../lib/received-file.ts'
import type { FileNeeds, filesOn } from './files-on.ts'

/** What differs from thing to thing. */
interface Filed<Parent extends string> {
  /** Of the things: `/api/v1/tasks`. */
  path: string
  tag: string
  /** In a sentence: `application`, `an application`. */
  thing: string
  aThing: string
  reading: Permission
  writing: Permission
  /** In sentences of their own. */
  whoAdds: string
  whoDeletes: string
  files: ReturnType<typeof filesOn<Parent, never>>
  shown: { one: TSchema; list: TSchema }
  /** A form whose field `file` holds the files. */
  sent: TSchema
}

export function fileRoutes<Parent extends string>(
  context: FileNeeds,
  { path, tag, thing, aThing, reading, writing, whoAdds, whoDeletes, files, shown, sent }: Filed<Parent>,
) {
  const OfThing = t.Object({ id: t.String({ description: `The ${thing}'s.` }) })
  const FileParams = t.Object({ ...OfThing.properties, file_id: t.String() })
  return new Elysia({ prefix: `${path}/:id/files`, tags: [tag] })
    .use(access)
    .get('', ({ params, principal }) => files.list(context, principal, params.id), {
      requires: reading,
      params: OfThing,
      response: { 200: shown.list },
      detail: {
        summary: `The files of ${aThing}`,
        description: 'For whoever sees it, the oldest first.',
      },
    })
    .post(
      '',
      async ({ params, body, principal, status }) => {
        // The schemas are handed over, so that the compiler does not know them.
        const { file } = body as { file: ReceivedFile[] }
        return status(201, (await files.add(context, principal, params.id, file)) as unknown)
      },
      {
        requires: writing,
        takesFiles: [],
        params: OfThing,
        refuses: [409, 507],
        body: sent,
        response: { 201: shown.list },
        detail: {
          summary: `Add files to ${aThing}`,
          description: `One or several, in fields named \`file\`; all of them, or none. ${whoAdds}`,
        },
      },
    )
    .get('/:file_id', ({ params, principal }) => files.read(context, principal, placeOf(params)), {
      requires: reading,
      params: FileParams,
      response: { 200: shown.one },
      detail: { summary: `A file of ${aThing}` },
    })
    .get('/:file_id/content', ({ params, principal }) => files.serve(context, principal, placeOf(params)), {
      requires: reading,
      streamsAnswer: true,
      params: FileParams,
      detail: {
        summary: `Download a file of ${aThing}`,
        description: 'Always as a download, which no browser shows by itself.',
        responses: {
          200: {
            description: 'Its content',
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        },
      },
    })
    .delete(
      '/:file_id',
      async ({ params, principal, status }) => {
        await files.remove(context, principal, placeOf(params))
        return status(204, undefined)
      },
      {
        requires: writing,
        params: FileParams,
        response: { 204: t.Void() },
        detail: {
          summary: `Delete a file of ${aThing} for good`,
          description: `${whoDeletes} It does not go into the trash.`,
        },
      },
    )
}

function placeOf({ id: parent_id, file_id: id }: { id: string; file_id: string }) {
  return { parent_id, id }
}
