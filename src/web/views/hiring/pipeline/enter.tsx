/** Somebody who did not come by the board. */
import { type Signal, useSignal } from '@preact/signals'
import type { Job } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { Dialog } from '../../../parts/dialog.tsx'
import { Field } from '../../../parts/field.tsx'
import { say } from '../../../parts/toasts.tsx'
import { useForm } from '../../../parts/use-form.ts'
import { h } from '../../../texts/hiring.ts'
import { readApplicationsAgain } from './move.ts'

export function EnterButton({ job }: { job: Job }) {
  const isOpen = useSignal(false)
  return (
    <>
      <button
        type="button"
        class={job.status === 'open' ? 'btn main' : 'btn'}
        onClick={() => {
          isOpen.value = true
        }}
      >
        {h.enter}
      </button>
      <Dialog isOpen={isOpen} title={h.enter}>
        <Form job={job} isOpen={isOpen} />
      </Dialog>
    </>
  )
}

function Form({ job, isOpen }: { job: Job; isOpen: Signal<boolean> }) {
  const given = useSignal({ name: '', email: '', source: '' })
  const form = useForm(async () => {
    const { name, email, source } = given.value
    await call('POST /api/v1/applications', {
      body: {
        job_id: job.id,
        name: name.trim(),
        email: email.trim(),
        ...(source && { source: source.trim() }),
      },
    })
    isOpen.value = false
    say(h.entered(name.trim()))
    await readApplicationsAgain()
  })
  const field = (name: 'name' | 'email' | 'source') => ({
    name,
    label: h[name],
    value: given.value[name],
    wrong: form.wrong(name),
    onValue: (value: string) => {
      given.value = { ...given.value, [name]: value }
    },
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <p class="small dim">{h.enterHint}</p>
      <Field {...field('name')} autoFocus />
      <Field {...field('email')} type="email" />
      <Field {...field('source')} hint={h.sourceHint} />
      {form.said && <p class="said">{form.said}</p>}
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {h.enter}
        </button>
      </div>
    </form>
  )
}
