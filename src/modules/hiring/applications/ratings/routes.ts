import { Elysia, t } from 'elysia'
import type { Base } from '../../../../base.ts'
import { access } from '../../../../http/access.ts'
import { GivenRating, Rating, Ratings } from '../schema.ts'
import { listRatings, rate, takeRatingBack } from './ratings.ts'

const OfApplication = t.Object({ id: t.String({ description: "The application's." }) })

export function ratingRoutes(context: Pick<Base, 'db' | 'clock' | 'newId'>) {
  return new Elysia({ prefix: '/api/v1/applications/:id', tags: ['Hiring'] })
    .use(access)
    .get('/ratings', ({ params, principal }) => listRatings(context, principal, params.id), {
      requires: 'candidates.read',
      params: OfApplication,
      response: { 200: Ratings },
      detail: { summary: 'What reviewers think of an application' },
    })
    .put('/rating', ({ params, body, principal }) => rate(context, principal, params.id, body), {
      requires: 'candidates.rate',
      refuses: [409],
      params: OfApplication,
      body: GivenRating,
      response: { 200: Rating },
      detail: {
        summary: 'Rate an application',
        description: 'From 1 to 5, by the owner of the job, its reviewers and admins: each has one rating.',
      },
    })
    .delete(
      '/rating',
      async ({ params, principal, status }) => {
        await takeRatingBack(context, principal, params.id)
        return status(204, undefined)
      },
      {
        requires: 'candidates.rate',
        params: OfApplication,
        response: { 204: t.Void() },
        detail: { summary: 'Take your rating back' },
      },
    )
}
