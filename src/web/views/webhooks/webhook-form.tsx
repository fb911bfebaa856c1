/** A webhook that is made or changed. The secret of a new one is shown once. */

import { type Signal, useSignal } from '@preact/signals'
import type { Webhook } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { Cancel } from '../../parts/cancel.tsx'
import { Closing } from '../../parts/closing.tsx'
import { CopyBox } from '../../parts/copy-box.tsx'
import { Field } from '../../parts/field.tsx'
import { type Form, useForm } from '../../parts/use-form.ts'
import { readAgain } from '../../state/reading.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'

const EVERYTHING = '*'

export function WebhookForm({ isOpen, webhook }: { isOpen: Signal<boolean>; webhook?: Webhook }) {
  const url = useSignal(webhook?.url ?? '')
  const description = useSignal(webhook?.description ?? '')
  const events = useSignal((webhook?.events ?? [EVERYTHING]).join(', '))
  const secret = useSignal<string | null>(null)
  const form = useForm(async () => {
    const body = {
      ...{ url: url.value.trim(), description: description.value.trim() },
      events: events.value.split(/[\s,]+/).filter((event) => event !== ''),
    }
    if (webhook) await call('PATCH /api/v1/webhooks/{id}', { params: { id: webhook.id }, body })
    else secret.value = (await call('POST /api/v1/webhooks', { body })).secret
    if (webhook) isOpen.value = false
    await readAgain((route) => route.includes('/webhooks'))
  })
  if (secret.value !== null) return <Secret secret={secret.value} isOpen={isOpen} />
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={administration.webhooks.address}
        name="url"
        value={url.value}
        placeholder="https://"
        onValue={(value) => {
          url.value = value
        }}
        hint={administration.webhooks.addressHint}
        wrong={form.wrong('url') ?? form.said ?? undefined}
        autoFocus
      />
      <Field
        label={administration.webhooks.told}
        name="events"
        value={events.value}
        onValue={(value) => {
          events.value = value
        }}
        hint={administration.webhooks.toldHint}
        wrong={wrongEvent(form)}
      />
      <Field
        label={administration.webhooks.description}
        name="description"
        value={description.value}
        onValue={(value) => {
          description.value = value
        }}
        wrong={form.wrong('description')}
      />
      <div class="actions">
        <Cancel isOpen={isOpen} />
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {webhook ? t.save : administration.webhooks.addNow}
        </button>
      </div>
    </form>
  )
}

/** The field of one of them is `events/0`. */
function wrongEvent({ wrongs }: Form): string | undefined {
  return wrongs?.startsWith('events') ? t.fieldWrong(wrongs.replace(/^events(?:[./]\d+)?: /, '')) : undefined
}

export function Secret({ secret, isOpen }: { secret: string; isOpen: Signal<boolean> }) {
  return (
    <>
      <p class="small">{administration.webhooks.secretOnce}</p>
      <CopyBox text={secret} label={administration.webhooks.copySecret} />
      <Closing isOpen={isOpen} />
    </>
  )
}
