import { Elysia, t } from 'elysia'
import { access } from '../../../../http/access.ts'
import { ApplicationFile, ApplicationFiles, NewFiles } from '../schema.ts'
import { addFiles, deleteFile, type FileNeeds, listFiles, readFile, serveFile } from './files.ts'

const OfApplication = t.Object({ id: t.String({ description: "The application's." }) })
const FileParams = t.Object({ ...OfApplication.properties, file_id: t.String() })

export function fileRoutes(context: FileNeeds) {
  return new Elysia({ prefix: '/api/v1/applications/:id/files', tags: ['Hiring'] })
    .use(access)
    .get('', ({ params, principal }) => listFiles(context, principal, params.id), {
      requires: 'candidates.read',
      params: OfApplication,
      response: { 200: ApplicationFiles },
      detail: {
        summary: 'The files of an application',
        description: 'For whoever sees it, the oldest first.',
      },
    })
    .post(
      '',
      async ({ params, body, principal, status }) =>
        status(201, await addFiles(context, principal, params.id, body.file)),
      {
        requires: 'candidates.write',
        takesFiles: [],
        params: OfApplication,
        refuses: [409, 507],
        body: NewFiles,
        response: { 201: ApplicationFiles },
        detail: {
          summary: 'Add files to an application',
          description:
            'One or several, in fields named `file`; all of them, or none. The owner of the job, its reviewers and admins may.',
        },
      },
    )
    .get('/:file_id', ({ params, principal }) => readFile(context, principal, placeOf(params)), {
      requires: 'candidates.read',
      params: FileParams,
      response: { 200: ApplicationFile },
      detail: { summary: 'A file of an application' },
    })
    .get('/:file_id/content', ({ params, principal }) => serveFile(context, principal, placeOf(params)), {
      requires: 'candidates.read',
      streamsAnswer: true,
      params: FileParams,
      detail: {
        summary: 'Download a file of an application',
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
        await deleteFile(context, principal, placeOf(params))
        return status(204, undefined)
      },
      {
        requires: 'candidates.write',
        params: FileParams,
        response: { 204: t.Void() },
        detail: {
          summary: 'Delete a file of an application for good',
          description:
            'By who has sent it, the owner of the job, or an admin. It does not go into the trash.',
        },
      },
    )
}

function placeOf({ id: application_id, file_id: id }: { id: string; file_id: string }) {
  return { application_id, id }
}
