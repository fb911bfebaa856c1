import { useSignal } from '@preact/signals'
import type { Rating } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { initials } from '../../../format/names.ts'
import { attempt } from '../../../parts/attempt.ts'
import { nameOfMember } from '../../../state/people.ts'
import { readAgain, reading } from '../../../state/reading.ts'
import { account, isAtLeast } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'

const SCORES = [1, 2, 3, 4, 5] as const

export function readRatings(id: string) {
  return reading(60_000, 'GET /api/v1/applications/{id}/ratings', { params: { id } }).value
}

/** Of each reviewer one. */
export function Ratings({ application_id: id }: { application_id: string }) {
  const { value } = readRatings(id)
  if (!value) return null
  const me = account.value?.member.id
  const others = value.items.filter(({ member_id }) => member_id !== me)
  const own = value.items.find(({ member_id }) => member_id === me)
  return (
    <section aria-label={h.ratings}>
      <h3>
        {h.ratings}
        {value.average !== null && (
          <span class="dim" data-average={value.average}>
            {' '}
            {h.average(value.average, value.items.length)}
          </span>
        )}
      </h3>
      {value.items.length === 0 && !isAtLeast('member') && <p class="note">{h.noRatings}</p>}
      <ul class="comments">
        {others.map((one) => (
          <li key={one.member_id}>
            <span class="who s" aria-hidden="true">
              {initials(nameOfMember(one.member_id))}
            </span>
            <p class="small">
              <b>{nameOfMember(one.member_id)}</b> {h.rate(one.score)}
              {one.comment && <span class="text">: {one.comment}</span>}
            </p>
          </li>
        ))}
      </ul>
      {isAtLeast('member') && <Own key={own?.updated_at} id={id} own={own} />}
    </section>
  )
}

function Own({ id, own }: { id: string; own: Rating | undefined }) {
  const comment = useSignal(own?.comment ?? '')
  const readThemAgain = () => readAgain((route) => route.includes('/ratings') && route.includes(id))
  const rate = (score: number) =>
    void attempt(async () => {
      await call('PUT /api/v1/applications/{id}/rating', {
        params: { id },
        body: { score, comment: comment.value.trim() },
      })
      await readThemAgain()
    })
  const takeBack = () =>
    void attempt(async () => {
      await call('DELETE /api/v1/applications/{id}/rating', { params: { id } })
      await readThemAgain()
    })
  return (
    <div class="own-rating">
      <div class="bar-row">
        <div class="seg" role="group" aria-label={h.yourRating}>
          {SCORES.map((score) => (
            <button
              key={score}
              type="button"
              aria-label={h.rate(score)}
              aria-pressed={own?.score === score}
              onClick={() => rate(score)}
            >
              {score}
            </button>
          ))}
        </div>
        <span class="note">{h.yourRating}</span>
        {own && (
          <button type="button" class="link right" onClick={takeBack}>
            {h.takeRatingBack}
          </button>
        )}
      </div>
      {own && (
        <input
          class="panel-text"
          aria-label={h.ratingComment}
          placeholder={h.ratingComment}
          value={comment.value}
          maxLength={2_000}
          onInput={(event) => {
            comment.value = event.currentTarget.value
          }}
          onChange={() => rate(own.score)}
        />
      )}
    </div>
  )
}
