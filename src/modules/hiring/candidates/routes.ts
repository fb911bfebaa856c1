import { Elysia, t } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import type { StoredFiles } from '../../files/stored-files.ts'
import {
  changeCandidate,
  changeCandidates,
  createCandidate,
  createCandidates,
  readCandidate,
} from './candidates.ts'
import { eraseCandidate } from './erase-candidate.ts'
import { listCandidates } from './list-candidates.ts'
import { mergeCandidates } from './merge-candidates.ts'
import {
  Candidate,
  CandidateChanges,
  Candidates,
  CandidatesQuery,
  CandidatesToChange,
  MergeCandidates,
  NewCandidate,
  NewCandidates,
  WrittenCandidates,
} from './schema.ts'

const ById = t.Object({ id: t.String() })

export function candidateRoutes(
  context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'> & { files: StoredFiles },
) {
  return new Elysia({ prefix: '/api/v1/candidates', tags: ['Hiring'] })
    .use(access)
    .get('', ({ query, principal }) => listCandidates(context, principal, query), {
      requires: 'candidates.read',
      query: CandidatesQuery,
      response: { 200: Candidates },
      detail: {
        summary: 'The candidates that you may see',
        description: 'Those who applied for a job that you own or review; admins see all.',
      },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createCandidate(context, principal, body)),
      {
        requires: 'candidates.write',
        versioned: true,
        refuses: [403, 409],
        body: NewCandidate,
        response: { 201: Candidate },
        detail: {
          summary: 'Make a candidate who has not applied',
          description: 'By an admin. An address has one candidate, in whatever case it is written.',
        },
      },
    )
    .post(
      '/bulk',
      async ({ body, principal, status }) =>
        status(201, { candidates: await createCandidates(context, principal, body.candidates) }),
      {
        requires: 'candidates.write',
        body: NewCandidates,
        response: { 201: WrittenCandidates },
        detail: {
          summary: 'Make up to 100 candidates, all or none',
          description: 'If one of them cannot be made, none is, and `results` says why, of each.',
        },
      },
    )
    .patch(
      '/bulk',
      async ({ body, principal }) => ({
        candidates: await changeCandidates(context, principal, body.candidates),
      }),
      {
        requires: 'candidates.write',
        keyed: true,
        body: CandidatesToChange,
        response: { 200: WrittenCandidates },
        detail: {
          summary: 'Change up to 100 candidates, all or none',
          description:
            'Each as it would be by itself. If one of them cannot be changed, none is, and `results` says why.',
        },
      },
    )
    .get('/:id', ({ params, principal }) => readCandidate(context, principal, params.id), {
      requires: 'candidates.read',
      versioned: true,
      params: ById,
      response: { 200: Candidate },
      detail: { summary: 'A candidate', description: 'One who was merged into another is that other.' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeCandidate(context, principal, params.id, body, ifMatch),
      {
        requires: 'candidates.write',
        versioned: true,
        params: ById,
        refuses: [409],
        body: CandidateChanges,
        response: { 200: Candidate },
        detail: {
          summary: 'Change a candidate',
          description:
            'By the owner of a job for which they apply, or an admin. With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .post(
      '/:id/merge',
      ({ params, body, principal }) => mergeCandidates(context, principal, params.id, body.candidate_id),
      {
        requires: 'candidates.write',
        params: ById,
        body: MergeCandidates,
        response: { 200: Candidate },
        detail: {
          summary: 'Merge another candidate into this one',
          description:
            'By an admin. Its applications and their history come along. Of two for one job that go on, the one that has come less far is withdrawn as a duplicate.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await eraseCandidate(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'candidates.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: {
          summary: 'Erase a candidate for good',
          description:
            'By an admin. All that tells who it was goes, notes and comments too; what was counted stays.',
        },
      },
    )
}
