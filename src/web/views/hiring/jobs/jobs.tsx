/** The jobs that one may see, and what came for them. */
import { type Signal, useSignal } from '@preact/signals'
import type { HiringDashboard, Job } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { dateOf } from '../../../format/dates.ts'
import { count, MISSING } from '../../../format/numbers.ts'
import { ChipSelect } from '../../../parts/chip-select.tsx'
import { Dialog } from '../../../parts/dialog.tsx'
import { Field } from '../../../parts/field.tsx'
import { Read, Sheet } from '../../../parts/sheet.tsx'
import { useForm } from '../../../parts/use-form.ts'
import { readAgain, reading } from '../../../state/reading.ts'
import { address, changed, go, place, replace } from '../../../state/route.ts'
import { account, isAtLeast, today } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'
import { HiringViews } from '../hiring-views.tsx'
import { nameOfCompany, readCompanies, readJobs } from '../names.ts'
import { mayReview } from '../rights.ts'
import { JobStatus } from '../tags.tsx'

const STATUSES = ['open', 'draft', 'paused', 'closed'] as const
type Row = HiringDashboard['by_job'][number]

export function Jobs() {
  const isMaking = useSignal(false)
  const read = readJobs()
  const dashboard = reading(300_000, 'GET /api/v1/hiring/dashboard').value
  const status = STATUSES.find((one) => one === place.value.query.get('status')) ?? ''
  return (
    <div class="body">
      <div class="bar-row">
        <HiringViews />
        <div class="right">
          <a class="btn" href={`/board/${account.value?.organization.slug}`} target="_blank" rel="noopener">
            {h.board}
          </a>
          {isAtLeast('member') && (
            <button
              type="button"
              class="btn main"
              onClick={() => {
                isMaking.value = true
              }}
            >
              {h.newJob}
            </button>
          )}
        </div>
      </div>
      <Sheet
        title={h.jobs}
        note={read.value && count(read.value.total)}
        right={
          <ChipSelect
            label={h.status}
            value={status}
            options={STATUSES.map((one) => [one, h.statuses[one]])}
            onValue={(value) => replace(changed({ status: value }))}
          />
        }
        isWide
      >
        <Read from={read} after={[readCompanies(), dashboard]} height={240}>
          {({ items }) => <Table jobs={items} status={status} came={dashboard.value?.by_job ?? []} />}
        </Read>
      </Sheet>
      <NewJob isOpen={isMaking} />
    </div>
  )
}

function Table({ jobs, status, came }: { jobs: readonly Job[]; status: string; came: readonly Row[] }) {
  const shown = jobs.filter((one) => status === '' || one.status === status)
  const sorted = shown.toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status))
  if (sorted.length === 0) {
    const said = jobs.length > 0 ? h.noneLike : isAtLeast('member') ? h.noJobs : h.noneOpen
    return <p class="small dim pad">{said}</p>
  }
  return (
    <table class="lines">
      <caption class="hidden">{h.jobs}</caption>
      <thead>
        <tr>
          <th scope="col">{h.title}</th>
          <th scope="col">{h.status}</th>
          <th scope="col" class="wide">
            {h.where}
          </th>
          <th scope="col" class="num">
            {h.going}
          </th>
          <th scope="col" class="num wide">
            {h.came}
          </th>
          <th scope="col" class="wide">
            {h.until}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((job) => (
          <JobRow key={job.id} job={job} came={came.find(({ job_id }) => job_id === job.id)} />
        ))}
      </tbody>
    </table>
  )
}

function JobRow({ job, came }: { job: Job; came: Row | undefined }) {
  const where = [nameOfCompany(job.company_id), job.location ?? h.places[job.location_type]].filter(Boolean)
  const number = (value: number | undefined) => (mayReview(job) ? count(value ?? 0) : MISSING)
  return (
    <tr data-job={job.id}>
      <td>
        <a href={address(`hiring/jobs/${job.id}`)}>
          <b>{job.title}</b>
        </a>
      </td>
      <td>
        <JobStatus status={job.status} />
      </td>
      <td class="dim wide">{where.join(', ')}</td>
      <td class="num" data-label={h.going}>
        {number(came?.open)}
      </td>
      <td class="num dim wide">{number(came?.applications)}</td>
      <td class="dim wide">{job.valid_through ? dateOf(job.valid_through, today.value) : MISSING}</td>
    </tr>
  )
}

function NewJob({ isOpen }: { isOpen: Signal<boolean> }) {
  return (
    <Dialog isOpen={isOpen} title={h.newJob}>
      <NewJobForm isOpen={isOpen} />
    </Dialog>
  )
}

function NewJobForm({ isOpen }: { isOpen: Signal<boolean> }) {
  const title = useSignal('')
  const form = useForm(async () => {
    const { id } = await call('POST /api/v1/jobs', { body: { title: title.value.trim() } })
    isOpen.value = false
    await readAgain((route) => route.includes('/jobs'))
    go(address(`hiring/jobs/${id}`, { show: 'details' }))
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={h.title}
        name="title"
        value={title.value}
        onValue={(value) => {
          title.value = value
        }}
        hint={h.titleHint}
        wrong={form.wrong('title') ?? form.said ?? undefined}
        autoFocus
      />
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {h.make}
        </button>
      </div>
    </form>
  )
}
