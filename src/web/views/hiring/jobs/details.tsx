/** What a job says on the board, who looks at what comes, and what is asked of those who apply. */
import type { Job } from '../../../../../docs/api-types.ts'
import { ConflictNote } from '../../../parts/conflict.tsx'
import { ChoiceField, Field, TextField } from '../../../parts/field.tsx'
import { SaveBar } from '../../../parts/save-bar.tsx'
import { Sheet } from '../../../parts/sheet.tsx'
import { say } from '../../../parts/toasts.tsx'
import type { Draft } from '../../../parts/use-draft.ts'
import { type Form, useForm } from '../../../parts/use-form.ts'
import { members, readMembers } from '../../../state/people.ts'
import { isAwaited } from '../../../state/reading.ts'
import { isAtLeast } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'
import { companies, readCompanies } from '../names.ts'
import { mayManage } from '../rights.ts'
import { DiscardJob } from './discard-job.tsx'
import { Questions } from './questions.tsx'
import { ReadOnly } from './read-only.tsx'
import { SalaryFields } from './salary.tsx'

export function Details({ draft, job: saved }: { draft: Draft<Job>; job: Job }) {
  const form = useForm(async () => {
    if (await draft.save()) say(h.saved)
  })
  const job = draft.value
  if (!job || isAwaited(readMembers(), readCompanies())) return <div class="body" aria-busy="true" />
  if (!mayManage(saved)) return <ReadOnly job={saved} />
  const parts = { job, draft, form }
  return (
    <div class="body details">
      <ConflictNote draft={draft} nameOf={nameOf} />
      <div class="cols two">
        <div class="stack">
          <Says {...parts} />
          <Sheet title={h.questions} note={h.questionsHint}>
            <Questions
              questions={job.questions}
              wrong={form.wrong('questions')}
              onQuestions={(questions) => draft.set({ questions })}
            />
          </Sheet>
        </div>
        <div class="stack">
          <Shown {...parts} />
          <Who {...parts} />
          <Asked {...parts} />
          <DiscardJob job={saved} />
        </div>
      </div>
      <SaveBar draft={draft} form={form} texts={h} />
    </div>
  )
}

export function nameOf(field: keyof Job): string {
  const names: Partial<Record<keyof Job, string>> = h.jobFields
  return names[field] ?? field
}

interface Part {
  job: Job
  draft: Draft<Job>
  form: Form
}

function Says({ job, draft, form }: Part) {
  return (
    <Sheet title={h.job}>
      <div class="stack">
        <Field
          label={h.title}
          name="title"
          value={job.title}
          onValue={(title) => draft.set({ title })}
          wrong={form.wrong('title')}
        />
        <div class="two-fields">
          <ChoiceField
            label={h.employment}
            value={job.employment_type}
            options={optionsOf(h.employments)}
            onValue={(value) => draft.set({ employment_type: value as Job['employment_type'] })}
          />
          <ChoiceField
            label={h.place}
            value={job.location_type}
            options={optionsOf(h.places)}
            onValue={(value) => draft.set({ location_type: value as Job['location_type'] })}
          />
          <Field
            label={h.location}
            name="location"
            value={job.location ?? ''}
            onValue={(value) => draft.set({ location: value || null })}
            wrong={form.wrong('location')}
          />
          <ChoiceField
            label={h.company}
            value={job.company_id ?? ''}
            options={[['', h.noCompany], ...companies().map(({ id, name }): [string, string] => [id, name])]}
            onValue={(value) => draft.set({ company_id: value || null })}
          />
        </div>
        <SalaryFields
          salary={job.salary}
          wrong={form.wrong('salary')}
          onSalary={(salary) => draft.set({ salary })}
        />
        <TextField
          label={h.description}
          name="description"
          value={job.description}
          onValue={(description) => draft.set({ description })}
          hint={h.markdown}
          wrong={form.wrong('description')}
          rows={14}
        />
      </div>
    </Sheet>
  )
}

function optionsOf<T extends string>(names: Record<T, string>): [string, string][] {
  return Object.entries<string>(names)
}

function Shown({ job, draft, form }: Part) {
  return (
    <Sheet title={h.dates}>
      <div class="stack">
        <div class="two-fields">
          <Field
            label={h.publishOn}
            type="date"
            name="publish_on"
            value={job.publish_on ?? ''}
            onValue={(value) => draft.set({ publish_on: value || null })}
            wrong={form.wrong('publish_on')}
          />
          <Field
            label={h.validThrough}
            type="date"
            name="valid_through"
            value={job.valid_through ?? ''}
            onValue={(value) => draft.set({ valid_through: value || null })}
            wrong={form.wrong('valid_through')}
          />
        </div>
        <p class="note">{h.datesHint}</p>
      </div>
    </Sheet>
  )
}

function Who({ job, draft, form }: Part) {
  const people = members().filter(({ status }) => status === 'active')
  const toggle = (id: string) =>
    draft.set({
      reviewer_ids: job.reviewer_ids.includes(id)
        ? job.reviewer_ids.filter((one) => one !== id)
        : [...job.reviewer_ids, id],
    })
  return (
    <Sheet title={h.reviewers}>
      <div class="stack">
        <ChoiceField
          label={h.owner}
          value={job.owner_id ?? ''}
          options={people.map(({ id, name }): [string, string] => [id, name])}
          onValue={(owner_id) => draft.set({ owner_id })}
          wrong={form.wrong('owner_id')}
        />
        <fieldset class="checks">
          <legend>{h.reviewers}</legend>
          {people
            .filter(({ id }) => id !== job.owner_id)
            .map(({ id, name }) => (
              <label key={id}>
                <input type="checkbox" checked={job.reviewer_ids.includes(id)} onChange={() => toggle(id)} />
                {name}
              </label>
            ))}
          <small class="note">{h.reviewersHint}</small>
        </fieldset>
      </div>
    </Sheet>
  )
}

const REQUIRED = ['phone', 'message', 'file'] as const

function Asked({ job, draft }: Part) {
  const toggle = (field: (typeof REQUIRED)[number]) =>
    draft.set({
      required_fields: REQUIRED.filter((one) => job.required_fields.includes(one) !== (one === field)),
    })
  return (
    <Sheet title={h.required}>
      <fieldset class="checks" disabled={!isAtLeast('member')}>
        <legend class="hidden">{h.required}</legend>
        {REQUIRED.map((field) => (
          <label key={field}>
            <input
              type="checkbox"
              checked={job.required_fields.includes(field)}
              onChange={() => toggle(field)}
            />
            {h.requiredFields[field]}
          </label>
        ))}
      </fieldset>
    </Sheet>
  )
}
