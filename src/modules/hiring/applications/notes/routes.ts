import { Elysia, t } from 'elysia'
import type { Base } from '../../../../base.ts'
import { access } from '../../../../http/access.ts'
import { PageQuery } from '../../../../http/page.ts'
import { NewNote, Note, NoteChanges, Notes } from '../schema.ts'
import { applicationNotes } from './notes.ts'

const OfApplication = t.Object({ id: t.String({ description: "The application's." }) })
const NoteParams = t.Object({ ...OfApplication.properties, note_id: t.String() })

export function noteRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/applications/:id/notes', tags: ['Hiring'] })
    .use(access)
    .get('', ({ params, query, principal }) => applicationNotes.list(context, principal, params.id, query), {
      requires: 'candidates.read',
      params: OfApplication,
      query: PageQuery,
      response: { 200: Notes },
      detail: { summary: 'The notes on an application', description: 'For whoever sees it.' },
    })
    .post(
      '',
      async ({ params, body, principal, status }) =>
        status(201, await applicationNotes.create(context, principal, params.id, body)),
      {
        requires: 'candidates.write',
        versioned: true,
        refuses: [409],
        params: OfApplication,
        body: NewNote,
        response: { 201: Note },
        detail: {
          summary: 'Write a note on an application',
          description: 'The owner of the job, its reviewers and admins may.',
        },
      },
    )
    .get('/:note_id', ({ params, principal }) => applicationNotes.read(context, principal, placeOf(params)), {
      requires: 'candidates.read',
      versioned: true,
      params: NoteParams,
      response: { 200: Note },
      detail: { summary: 'A note on an application' },
    })
    .patch(
      '/:note_id',
      ({ params, body, principal, ifMatch }) =>
        applicationNotes.change(context, principal, placeOf(params), body, ifMatch),
      {
        requires: 'candidates.write',
        versioned: true,
        params: NoteParams,
        body: NoteChanges,
        response: { 200: Note },
        detail: {
          summary: 'Edit a note of your own',
          description: 'With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .delete(
      '/:note_id',
      async ({ params, principal, ifMatch, status }) => {
        await applicationNotes.discard(context, principal, placeOf(params), ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'candidates.write',
        versioned: true,
        params: NoteParams,
        response: { 204: t.Void() },
        detail: {
          summary: 'Put a note into the trash',
          description: 'By its author, the owner of the job, or an admin.',
        },
      },
    )
}

function placeOf({ id: parent_id, note_id: id }: { id: string; note_id: string }) {
  return { parent_id, id }
}
