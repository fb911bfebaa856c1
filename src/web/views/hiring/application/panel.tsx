/** The open application beside the pipeline: who it is, what they say, and what those who review think. */
import type { Application, Job } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { attempt } from '../../../parts/attempt.ts'
import { Icon } from '../../../parts/icon.tsx'
import { Menu } from '../../../parts/menu.tsx'
import { Failed } from '../../../parts/sheet.tsx'
import { say } from '../../../parts/toasts.tsx'
import { When } from '../../../parts/when.tsx'
import { readMembers } from '../../../state/people.ts'
import { isAwaited, reading } from '../../../state/reading.ts'
import { address, changed, go } from '../../../state/route.ts'
import { h } from '../../../texts/hiring.ts'
import { t } from '../../../texts/texts.ts'
import { whoseIs } from '../names.ts'
import { move, readApplicationsAgain } from '../pipeline/move.ts'
import { rejecting } from '../pipeline/reject.tsx'
import { following, openApplication } from '../pipeline/shown.ts'
import { mayManage } from '../rights.ts'
import { ApplicationFiles, readFiles } from './files.tsx'
import { Notes, readNotes } from './notes.tsx'
import { Ratings, readRatings } from './ratings.tsx'
import { readStages, StageHistory } from './stage-history.tsx'

export function Panel({ job }: { job: Job }) {
  const id = openApplication.value ?? ''
  const { value, error } = reading(60_000, 'GET /api/v1/applications/{id}', { params: { id } }).value
  // Its parts come at once: what came by itself would move those below it.
  const parts = [readFiles(id), readStages(id), readRatings(id), readNotes(id), readMembers()]
  const application = isAwaited(...parts) ? undefined : value
  const manages = mayManage(job)
  return (
    <aside class="panel" aria-label={h.application}>
      <div class="panel-in">
        <div class="panel-top">
          {application && <StageMenu application={application} manages={manages} />}
          <div class="right">
            {application && manages && (
              <Menu label={t.frame.more} className="icon" button={<Icon name="more" />}>
                <button type="button" role="menuitem" onClick={() => void discard(application)}>
                  {h.delete}
                </button>
              </Menu>
            )}
            <a class="icon" href={changed({ application: null })} aria-label={t.close}>
              <Icon name="close" />
            </a>
          </div>
        </div>
        {error && !value && <Failed error={error} />}
        {application && <Who application={application} />}
        {application && <Said application={application} job={job} />}
        {application && <ApplicationFiles application={application} manages={manages} />}
        {application && <StageHistory application={application} />}
        {application && <Ratings application_id={id} />}
        {application && <Notes application_id={id} />}
      </div>
    </aside>
  )
}

async function discard(application: Application): Promise<void> {
  go(changed({ application: null }))
  const { id } = application
  await attempt(async () => {
    await call('DELETE /api/v1/applications/{id}', { params: { id } })
    say(h.deleted(whoseIs(application)), async () => {
      await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
      await readApplicationsAgain()
    })
  })
  await readApplicationsAgain()
}

/** A menu and no field to choose in, which many browsers say is changed by each key that moves in it. */
function StageMenu({ application, manages }: { application: Application; manages: boolean }) {
  const { stage } = application
  const next = following(stage)
  if (!manages || next.length === 0) return <span class="chip">{h.stages[stage]}</span>
  return (
    <Menu
      label={`${h.stage}: ${h.stages[stage]}`}
      className="chip"
      side="left"
      button={
        <>
          {h.stages[stage]}
          <Icon name="down" />
        </>
      }
    >
      {next.map((to) => (
        <button
          key={to}
          type="button"
          role="menuitem"
          onClick={() => {
            if (to === 'rejected') rejecting.value = application
            else void move(application, to)
          }}
        >
          {h.moveTo(to)}
        </button>
      ))}
    </Menu>
  )
}

function Who({ application }: { application: Application }) {
  const { candidate, source, created_at, knocked_out, rejection_reason } = application
  return (
    <section>
      <h2 class="panel-name">
        {whoseIs(application)} {knocked_out && <span class="tag red">{h.knockedOut}</span>}
      </h2>
      <dl class="kv">
        {candidate && (
          <>
            <dt>{h.email}</dt>
            <dd class="break">
              <a href={`mailto:${candidate.email}`}>{candidate.email}</a>
            </dd>
          </>
        )}
        {candidate?.phone && (
          <>
            <dt>{h.phone}</dt>
            <dd>
              <a href={`tel:${candidate.phone}`}>{candidate.phone}</a>
            </dd>
          </>
        )}
        <dt>{h.appliedAt}</dt>
        <dd>
          <When at={created_at} />
          <small>{source}</small>
        </dd>
        {rejection_reason && (
          <>
            <dt>{h.reason}</dt>
            <dd>{h.reasons[rejection_reason]}</dd>
          </>
        )}
        {candidate && (
          <>
            <dt>{h.profile}</dt>
            <dd>
              <a href={address(`hiring/candidates/${candidate.id}`)}>{candidate.name}</a>
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** What they answered and wrote. */
function Said({ application: { answers, message }, job }: { application: Application; job: Job }) {
  return (
    <>
      {answers.length > 0 && (
        <section aria-label={h.answers}>
          <h3>{h.answers}</h3>
          <dl class="answers">
            {answers.map(({ question_id, prompt, answer }) => (
              <div key={question_id}>
                <dt class="note">{prompt}</dt>
                <dd class={isRefused(job, question_id, answer) ? 'red text' : 'text'}>{written(answer)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {message && (
        <section aria-label={h.message}>
          <h3>{h.message}</h3>
          <p class="small text">{message}</p>
        </section>
      )}
    </>
  )
}

function written(answer: boolean | number | string): string {
  if (typeof answer === 'boolean') return answer ? h.yes : h.no
  return String(answer)
}

/** Whether it is one that the job does not take, as the job is now. */
function isRefused({ questions }: Job, question_id: string, answer: boolean | number | string): boolean {
  const asked = questions.find(({ id }) => id === question_id)?.knock_out
  if (!asked) return false
  const { expects, accepts, min, max } = asked
  if (expects !== undefined) return answer !== expects
  if (accepts) return !accepts.includes(String(answer))
  return (
    typeof answer === 'number' && ((min !== undefined && answer < min) || (max !== undefined && answer > max))
  )
}
