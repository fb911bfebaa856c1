/** A project is changed as it was seen, and goes to the trash with its tasks, and back. */
import type { Signal } from '@preact/signals'
import type { Project, ProjectChanges } from '../../../../docs/api-types.ts'
import { call, callTagged } from '../../api/client.ts'
import { adoptStyle } from '../../parts/adopt-style.ts'
import { attempt } from '../../parts/attempt.ts'
import { ConflictNote } from '../../parts/conflict.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ChoiceField, Field, TextField } from '../../parts/field.tsx'
import { say } from '../../parts/toasts.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import { useForm } from '../../parts/use-form.ts'
import { members } from '../../state/people.ts'
import { readAgain } from '../../state/reading.ts'
import { address, go } from '../../state/route.ts'
import editing from '../../styles/editing.css' with { type: 'text' }
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'

adoptStyle(editing)

export const STATUSES = ['active', 'planning', 'on_hold', 'completed', 'archived'] as const

export function EditProject({ id, isOpen }: { id: string; isOpen: Signal<boolean> }) {
  return (
    <Dialog isOpen={isOpen} title={work.projects.edit}>
      <Form id={id} isOpen={isOpen} />
    </Dialog>
  )
}

function Form({ id, isOpen }: { id: string; isOpen: Signal<boolean> }) {
  const draft = useDraft<Project, ProjectChanges>(id, {
    fields: ['name', 'description', 'status', 'owner_id', 'starts_on', 'ends_on'],
    read: () => callTagged('GET /api/v1/projects/{id}', { params: { id } }),
    write: (body, if_match) => callTagged('PATCH /api/v1/projects/{id}', { params: { id }, body, if_match }),
  })
  const form = useForm(async () => {
    if (!(await draft.save())) return
    isOpen.value = false
    say(t.saved)
    await readProjectsAgain()
  })
  const project = draft.value
  if (!project) return null
  const day = (name: 'starts_on' | 'ends_on') => ({
    name,
    type: 'date' as const,
    label: work.projects.fields[name],
    value: project[name] ?? '',
    wrong: form.wrong(name),
    onValue: (value: string) => draft.set({ [name]: value || null }),
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <ConflictNote draft={draft} nameOf={nameOf} />
      <Field
        label={administration.members.name}
        name="name"
        value={project.name}
        onValue={(name) => draft.set({ name })}
        wrong={form.wrong('name')}
      />
      <TextField
        label={work.tasks.description}
        value={project.description}
        onValue={(description) => draft.set({ description })}
        rows={3}
        wrong={form.wrong('description')}
      />
      <div class="two-fields">
        <ChoiceField
          label={work.tasks.status}
          value={project.status}
          // It is one of those that are offered.
          onValue={(status) => draft.set({ status: status as Project['status'] })}
          options={STATUSES.map((one) => [one, work.projects.statuses[one]])}
        />
        <ChoiceField
          label={work.projects.owner}
          value={project.owner_id ?? ''}
          onValue={(owner_id) => draft.set({ owner_id: owner_id || null })}
          options={[['', t.nobody], ...members().map(({ id, name }): [string, string] => [id, name])]}
          wrong={form.wrong('owner_id')}
        />
        <Field {...day('starts_on')} />
        <Field {...day('ends_on')} />
      </div>
      {form.said && <p class="said">{form.said}</p>}
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {t.save}
        </button>
      </div>
    </form>
  )
}

function nameOf(field: keyof Project): string {
  const names: Partial<Record<keyof Project, string>> = work.projects.fields
  return names[field] ?? field
}

/** With what is counted of their tasks. */
function readProjectsAgain(): Promise<void> {
  return readAgain((route) => /\/(projects|tasks|trash)/.test(route))
}

export async function discardProject({ id, name }: Project): Promise<void> {
  const isGone = await attempt(() => call('DELETE /api/v1/projects/{id}', { params: { id } }))
  if (!isGone) return
  go(address('projects'))
  say(work.projects.deleted(name), async () => {
    await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
    await readProjectsAgain()
  })
  await readProjectsAgain()
}
