/** One job: its pipeline, or what it says and asks; and its life from a draft until it is closed. */
import { useSignal } from '@preact/signals'
import type { Job, JobChanges } from '../../../../../docs/api-types.ts'
import { callTagged } from '../../../api/client.ts'
import { dateOf } from '../../../format/dates.ts'
import { AskFirst } from '../../../parts/ask-first.tsx'
import { attempt } from '../../../parts/attempt.ts'
import { Choice } from '../../../parts/choice.tsx'
import { Icon } from '../../../parts/icon.tsx'
import { Failed } from '../../../parts/sheet.tsx'
import { say } from '../../../parts/toasts.tsx'
import { type Draft, useDraft } from '../../../parts/use-draft.ts'
import { readAgain } from '../../../state/reading.ts'
import { address, changed, place, replace } from '../../../state/route.ts'
import { account, today } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'
import { Panel } from '../application/panel.tsx'
import { EnterButton } from '../pipeline/enter.tsx'
import { Pipeline } from '../pipeline/pipeline.tsx'
import { openApplication } from '../pipeline/shown.ts'
import { mayManage, mayReview } from '../rights.ts'
import { JobStatus } from '../tags.tsx'
import { Details } from './details.tsx'

const FIELDS = [
  'title',
  'company_id',
  'description',
  'employment_type',
  'location_type',
  'location',
  'salary',
  'owner_id',
  'reviewer_ids',
  'publish_on',
  'valid_through',
  'required_fields',
  'questions',
  'status',
] as const

export function JobView() {
  const id = place.value.path[2] ?? ''
  const draft = useDraft<Job, JobChanges>(id, {
    fields: FIELDS,
    keptAs: `job ${id}`,
    read: () => callTagged('GET /api/v1/jobs/{id}', { params: { id } }),
    async write(changes, if_match) {
      const body = { ...changes, ...(changes.questions && { questions: changes.questions.map(withoutNoId) }) }
      const seen = await callTagged('PATCH /api/v1/jobs/{id}', { params: { id }, body, if_match })
      await readAgain((route) => /\/(jobs|hiring)/.test(route))
      return seen
    },
  })
  const job = draft.saved
  if (draft.error && !job) return <Failed error={draft.error} />
  if (!job) return <div class="body" aria-busy="true" />
  const reviews = mayReview(job)
  const isDetails = !reviews || place.value.query.get('show') === 'details'
  const isOpen = !isDetails && openApplication.value !== null
  return (
    <div class={isOpen ? 'tasks with-panel hiring' : 'tasks hiring'} data-job={id}>
      <Top job={job} draft={draft} reviews={reviews} isDetails={isDetails} />
      <div class="tasks-main">{isDetails ? <Details draft={draft} job={job} /> : <Pipeline job={job} />}</div>
      {isOpen && <Panel key={openApplication.value} job={job} />}
    </div>
  )
}

/** What is new is given an id by the server. */
function withoutNoId({ id, ...question }: NonNullable<JobChanges['questions']>[number]) {
  return id ? { id, ...question } : question
}

interface TopProps {
  job: Job
  draft: Draft<Job>
  reviews: boolean
  isDetails: boolean
}

function Top({ job, draft, reviews, isDetails }: TopProps) {
  return (
    <div class="tasks-bar">
      <a class="icon" href={address('hiring')} aria-label={h.jobs}>
        <Icon name="back" />
      </a>
      <h2 class="bar-title">{job.title}</h2>
      <JobStatus status={job.status} />
      <OnBoard job={job} />
      <div class="right">
        {reviews && (
          <Choice
            label={h.job}
            value={isDetails ? 'details' : 'pipeline'}
            options={[
              ['pipeline', h.pipeline],
              ['details', h.details],
            ]}
            onValue={(value) =>
              replace(changed({ show: value === 'details' ? value : null, application: null }))
            }
          />
        )}
        {mayManage(job) && !isDetails && <EnterButton job={job} />}
        {mayManage(job) && <LifeCycle job={job} draft={draft} />}
      </div>
    </div>
  )
}

/** Where it is shown to everybody, or from when on. */
function OnBoard({ job: { status, slug, publish_on, valid_through } }: { job: Job }) {
  if (status !== 'open') return null
  if (publish_on && publish_on > today.value)
    return <span class="note">{h.boardFrom(dateOf(publish_on, today.value))}</span>
  if (valid_through && valid_through < today.value) return null
  return (
    <a
      class="note under"
      href={`/board/${account.value?.organization.slug}/${slug}`}
      target="_blank"
      rel="noopener"
    >
      {h.onBoard}
    </a>
  )
}

function LifeCycle({ job, draft }: { job: Job; draft: Draft<Job> }) {
  const isClosing = useSignal(false)
  const become = (status: Job['status']) =>
    void attempt(async () => {
      if (await draft.save({ status })) say(h.isNow(job.title, h.statuses[status]))
    })
  if (job.status === 'closed') return null
  return (
    <>
      {job.status === 'open' && (
        <button type="button" class="btn" onClick={() => become('paused')}>
          {h.pause}
        </button>
      )}
      {job.status !== 'draft' && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            isClosing.value = true
          }}
        >
          {h.close}
        </button>
      )}
      {job.status !== 'open' && (
        <button type="button" class="btn main" onClick={() => become('open')}>
          {job.status === 'draft' ? h.openIt : h.openAgain}
        </button>
      )}
      <AskFirst
        isOpen={isClosing}
        title={h.closeTitle(job.title)}
        label={h.closeIt}
        onDo={() => become('closed')}
      >
        <p>{h.closeWhat}</p>
      </AskFirst>
    </>
  )
}
