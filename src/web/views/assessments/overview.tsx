/** What awaits whoever takes it, and how they did. */
import { useSignal } from '@preact/signals'
import type { Assessment, AttemptSummary } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { percent } from '../../format/numbers.ts'
import { attempt as attemptTo } from '../../parts/attempt.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { now } from '../../state/clock.ts'
import { isAwaited, readAgain, reading } from '../../state/reading.ts'
import { address, go } from '../../state/route.ts'
import { account } from '../../state/session.ts'
import { k } from '../../texts/knowledge.ts'
import { whenWritten } from '../content/when-written.ts'

export function Overview({ assessment }: { assessment: Assessment }) {
  const { id, questions, pass_mark, time_limit_s, attempts_allowed } = assessment
  const attempts = reading(60_000, 'GET /api/v1/assessments/{id}/attempts', {
    params: { id },
    // Whoever may change it would be given those of all.
    query: { limit: 100, sort: '-created_at', person: account.value?.member.id ?? '' },
  }).value
  const scores = reading(60_000, 'GET /api/v1/assessments/{id}/scores', { params: { id } }).value
  if (isAwaited(attempts, scores)) return <div class="stack taking" aria-busy="true" />
  const left = scores.value
  const running = attempts.value?.items.find(isRunning)
  return (
    <div class="stack taking">
      <Sheet title={assessment.title}>
        <div class="stack tight">
          <p class="small dim">
            {k.facts(
              questions.length,
              pass_mark,
              time_limit_s === null ? null : Math.round(time_limit_s / 6) / 10,
              attempts_allowed,
            )}
          </p>
          <Window assessment={assessment} />
          {assessment.status !== 'published' && <p class="small dim">{k.notPublished}</p>}
          {questions.length === 0 ? (
            <p class="small dim">{k.noQuestions}</p>
          ) : running ? (
            <a class="btn main start" href={address(`assessments/${id}/${running.id}`)}>
              {k.goOnAttempt}
            </a>
          ) : (
            <Begin
              assessment={assessment}
              left={left?.attempts_left}
              isAgain={(attempts.value?.items.length ?? 0) > 0}
            />
          )}
        </div>
      </Sheet>
      {attempts.value && attempts.value.items.length > 0 && (
        <Sheet title={k.yourAttempts} isWide>
          <Read from={attempts} height={120}>
            {({ items }) => <Attempts attempts={items} best={left?.best?.id} />}
          </Read>
        </Sheet>
      )}
    </div>
  )
}

function isRunning({ submitted_at, ends_at }: AttemptSummary): boolean {
  return submitted_at === null && (ends_at === null || Date.parse(ends_at) > now.value.getTime())
}

function Window({ assessment: { opens_at, closes_at } }: { assessment: Assessment }) {
  const at = now.value.getTime()
  if (opens_at && Date.parse(opens_at) > at) return <p class="small">{k.opensAt(whenWritten(opens_at))}</p>
  if (closes_at && Date.parse(closes_at) <= at)
    return <p class="small">{k.closedAt(whenWritten(closes_at))}</p>
  return closes_at ? <p class="small dim">{k.closesAt(whenWritten(closes_at))}</p> : null
}

interface BeginProps {
  assessment: Assessment
  left: number | null | undefined
  isAgain: boolean
}

function Begin({ assessment: { id, opens_at, closes_at, status }, left, isAgain }: BeginProps) {
  const isSending = useSignal(false)
  const at = now.value.getTime()
  const isOpen =
    status === 'published' &&
    !(opens_at && Date.parse(opens_at) > at) &&
    !(closes_at && Date.parse(closes_at) <= at)
  if (left === 0) return <p class="small dim">{k.noneLeft}</p>
  if (!isOpen) return null
  const begin = async () => {
    isSending.value = true
    await attemptTo(async () => {
      const begun = await call('POST /api/v1/assessments/{id}/attempts', { params: { id }, body: {} })
      await readAgain((route) => /\/(attempts|scores)/.test(route))
      go(address(`assessments/${id}/${begun.id}`))
    })
    isSending.value = false
  }
  return (
    <div class="bar-row">
      <button type="button" class="btn main" disabled={isSending.value} onClick={() => void begin()}>
        {isAgain ? k.beginAgain : k.beginAttempt}
      </button>
      <span class="note">
        {k.counts} {typeof left === 'number' && `${k.left(left)}.`}
      </span>
    </div>
  )
}

function Attempts({ attempts, best }: { attempts: readonly AttemptSummary[]; best: string | undefined }) {
  return (
    <table class="lines">
      <caption class="hidden">{k.yourAttempts}</caption>
      <tbody>
        {attempts.map((one) => (
          <tr key={one.id} data-attempt={one.id}>
            <td>
              <a href={address(`assessments/${one.assessment_id}/${one.id}`)}>
                <b>{k.attempt(one.number)}</b>
              </a>{' '}
              {one.id === best && <span class="tag">{k.best}</span>}
            </td>
            <td>
              <Outcome of={one} />
            </td>
            <td class="num">{one.percent === null ? '' : percent(one.percent)}</td>
            <td class="num dim">
              <When at={one.submitted_at ?? one.started_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Outcome({ of: one }: { of: AttemptSummary }) {
  if (one.submitted_at === null)
    return <span class="faint">{isRunning(one) ? k.running : k.notSubmitted}</span>
  return one.passed ? <span class="tag green">{k.passed}</span> : <span class="tag">{k.failed}</span>
}
