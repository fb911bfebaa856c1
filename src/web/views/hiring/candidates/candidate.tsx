/** One who has applied: how to reach them, what they agreed to, and all their applications. */
import { useSignal } from '@preact/signals'
import type { Application, Candidate, CandidateChanges } from '../../../../../docs/api-types.ts'
import { callTagged } from '../../../api/client.ts'
import { ConflictNote } from '../../../parts/conflict.tsx'
import { Icon } from '../../../parts/icon.tsx'
import { Menu } from '../../../parts/menu.tsx'
import { SaveBar } from '../../../parts/save-bar.tsx'
import { Failed, Read, Sheet } from '../../../parts/sheet.tsx'
import { say } from '../../../parts/toasts.tsx'
import { useDraft } from '../../../parts/use-draft.ts'
import { useForm } from '../../../parts/use-form.ts'
import { When } from '../../../parts/when.tsx'
import { readAgain, reading } from '../../../state/reading.ts'
import { address, place } from '../../../state/route.ts'
import { isAtLeast } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'
import { t } from '../../../texts/texts.ts'
import { jobs, readJobs } from '../names.ts'
import { mayManage } from '../rights.ts'
import { Consent } from './consent.tsx'
import { Contact } from './contact.tsx'
import { Erase } from './erase.tsx'
import { Merge } from './merge.tsx'

const FIELDS = ['name', 'email', 'phone', 'location', 'source', 'tags', 'retain_until', 'consent'] as const

export function CandidateView() {
  const id = place.value.path[2] ?? ''
  const draft = useDraft<Candidate, CandidateChanges>(id, {
    fields: FIELDS,
    read: () => callTagged('GET /api/v1/candidates/{id}', { params: { id } }),
    async write(body, if_match) {
      const seen = await callTagged('PATCH /api/v1/candidates/{id}', { params: { id }, body, if_match })
      await readAgain((route) => /\/(candidates|applications)/.test(route))
      return seen
    },
  })
  const form = useForm(async () => {
    if (await draft.save()) say(h.saved)
  })
  const applications = reading(60_000, 'GET /api/v1/applications', {
    query: { candidate_id: id, limit: 100, sort: '-created_at' },
  }).value
  const isMerging = useSignal(false)
  const isErasing = useSignal(false)
  const candidate = draft.value
  if (draft.error && !candidate) return <Failed error={draft.error} />
  if (!candidate || !draft.saved) return <div class="body" aria-busy="true" />
  const manages = mayChange(applications.value?.items ?? [])
  return (
    <div class="body details" data-candidate={id}>
      <div class="bar-row">
        <a class="icon" href={address('hiring/candidates')} aria-label={h.candidates}>
          <Icon name="back" />
        </a>
        <h2 class="bar-title">{draft.saved.name}</h2>
        {isAtLeast('admin') && (
          <div class="right">
            <Menu label={t.frame.more} className="icon" button={<Icon name="more" />}>
              <button
                type="button"
                role="menuitem"
                onClick={() => {
                  isMerging.value = true
                }}
              >
                {h.merge}
              </button>
              <button
                type="button"
                role="menuitem"
                onClick={() => {
                  isErasing.value = true
                }}
              >
                {h.erase}
              </button>
            </Menu>
          </div>
        )}
      </div>
      <ConflictNote draft={draft} nameOf={nameOf} />
      <div class="cols two">
        <div class="stack">
          <Sheet title={h.applications} isWide>
            <Read from={applications} after={readJobs()} height={120}>
              {({ items }) => <Applications applications={items} />}
            </Read>
          </Sheet>
        </div>
        <div class="stack">
          <Contact candidate={candidate} draft={draft} form={form} manages={manages} />
          <Consent candidate={candidate} draft={draft} manages={manages} />
        </div>
      </div>
      <SaveBar draft={draft} form={form} texts={h} />
      <Merge isOpen={isMerging} candidate={draft.saved} />
      <Erase
        isOpen={isErasing}
        candidate={draft.saved}
        applications={applications.value?.items.length ?? 0}
      />
    </div>
  )
}

function nameOf(field: keyof Candidate): string {
  const names: Partial<Record<keyof Candidate, string>> = h.fields
  return names[field] ?? field
}

/** By an admin, or the owner of a job for which they apply. */
function mayChange(applications: readonly Application[]): boolean {
  return (
    isAtLeast('admin') ||
    jobs().some((job) => mayManage(job) && applications.some(({ job_id }) => job_id === job.id))
  )
}

function Applications({ applications }: { applications: readonly Application[] }) {
  if (applications.length === 0) return <p class="small dim pad">{h.noApplicationsOf}</p>
  return (
    <table class="lines">
      <caption class="hidden">{h.applications}</caption>
      <thead>
        <tr>
          <th scope="col">{h.job}</th>
          <th scope="col">{h.stage}</th>
          <th scope="col" class="wide">
            {h.source}
          </th>
          <th scope="col" class="num">
            {h.appliedAt}
          </th>
        </tr>
      </thead>
      <tbody>
        {applications.map(({ id, job_id, stage, source, created_at, rejection_reason }) => (
          <tr key={id}>
            <td>
              <a href={address(`hiring/jobs/${job_id}`, { application: id })}>
                <b>{jobs().find((one) => one.id === job_id)?.title ?? h.job}</b>
              </a>
            </td>
            <td>
              {h.stages[stage]}{' '}
              {rejection_reason && <span class="faint">{h.reasons[rejection_reason].toLowerCase()}</span>}
            </td>
            <td class="dim wide">{source}</td>
            <td class="dim num">
              <When at={created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
