/** What reviewers think of an application: each has one rating. */

import type { Principal } from '../../../../access/principal.ts'
import type { Base } from '../../../../base.ts'
import { NotFoundError } from '../../../../lib/app-error.ts'
import { ratioToTenth } from '../../../../lib/rounding.ts'
import { assertStorable } from '../../../../lib/text.ts'
import { toWire } from '../../../../lib/to-wire.ts'
import { sessionOf } from '../../../auth/session-of.ts'
import { recordOwnActivity } from '../../../events/record-activity.ts'
import { assertNotErased, enterApplication, readingApplication } from '../enter-application.ts'
import type { GivenRating, Rating, Ratings } from '../schema.ts'
import {
  deleteRating,
  findRating,
  listRatings as listRatingRows,
  putRating,
  type RatingRow,
} from './queries.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

const MOST_LISTED = 1_000

/** @throws NotVisibleError */
export async function listRatings(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  application_id: string,
): Promise<Ratings> {
  const inside = readingApplication({ db }, principal, application_id)
  const rows = await inside((q) => listRatingRows(q, { application_id, limit: MOST_LISTED }))
  const sum = rows.reduce((total, { score }) => total + score, 0)
  const average = rows.length === 0 ? null : ratioToTenth(sum, rows.length)
  return { items: rows.map(toWire), next_cursor: null, average }
}

/**
 * Gives one's own rating, in the place of an earlier one.
 *
 * @throws NotVisibleError
 * @throws ErasedError
 * @throws InvalidValueError
 */
export async function rate(
  { db, clock, newId }: Needs,
  principal: Principal,
  application_id: string,
  { score, comment = '' }: GivenRating,
): Promise<Rating> {
  assertStorable({ comment })
  const { organization_id, member_id } = sessionOf(principal)
  const now = clock.now()
  return db.for(organization_id).write(async (tx) => {
    await tx.lock('applications', [application_id], 'update')
    const { row: application } = await enterApplication(tx, principal, application_id)
    assertNotErased(application)
    const known = await findRating(tx, { application_id, member_id })
    if (known && known.score === score && known.comment === comment) return toWire(known)
    const row: RatingRow = {
      member_id,
      score,
      comment,
      created_at: known?.created_at ?? now,
      updated_at: now,
    }
    await putRating(tx, { ...row, application_id })
    await recordOwnActivity(tx, principal, { id: newId(), now, verb: 'application.rated', core: false })
    await tx.record({ kind: 'application', id: application_id, verb: 'rated' })
    return toWire(row)
  })
}

/**
 * @throws NotVisibleError
 * @throws NotFoundError
 */
export async function takeRatingBack(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  application_id: string,
): Promise<void> {
  const { organization_id, member_id } = sessionOf(principal)
  await db.for(organization_id).write(async (tx) => {
    await enterApplication(tx, principal, application_id)
    if (!(await deleteRating(tx, { application_id, member_id })))
      throw new NotFoundError('rating', 'You have not rated this application.')
    await tx.record({ kind: 'application', id: application_id, verb: 'unrated' })
  })
}
