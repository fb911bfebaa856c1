/** Addresses outside that are told what happens: each with what it is told of, and how that goes. */
import { type Signal, useSignal } from '@preact/signals'
import type { Webhook } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { AskFirst } from '../../parts/ask-first.tsx'
import { attempt } from '../../parts/attempt.ts'
import { Closing } from '../../parts/closing.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { When } from '../../parts/when.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { isAtLeast } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { Deliveries } from './deliveries.tsx'
import { Secret, WebhookForm } from './webhook-form.tsx'

/** What is open over the sheet, and for which of them. */
type Over = 'change' | 'deliveries' | 'secret' | 'rotate' | 'delete'
interface Opened {
  what: Over
  webhook: Webhook
  /** The new one, which is shown once. */
  secret?: string
}

export function WebhooksSheet() {
  const isAdding = useSignal(false)
  const opened = useSignal<Opened | null>(null)
  if (!isAtLeast('admin')) return null
  const webhooks = reading(60_000, 'GET /api/v1/webhooks', { query: { limit: 200 } }).value
  return (
    <Sheet
      title={administration.webhooks.title}
      note={webhooks.value && webhooks.value.items.length > 0 && String(webhooks.value.items.length)}
      right={
        <button
          type="button"
          class="btn"
          onClick={() => {
            isAdding.value = true
          }}
        >
          {administration.webhooks.add}
        </button>
      }
      isWide
    >
      <Read from={webhooks} height={100}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="small dim pad">{administration.webhooks.none}</p>
          ) : (
            <Table webhooks={items} opened={opened} />
          )
        }
      </Read>
      <Dialog isOpen={isAdding} title={administration.webhooks.add}>
        <WebhookForm isOpen={isAdding} />
      </Dialog>
      {opened.value && <OverIt key={`${opened.value.what} ${opened.value.webhook.id}`} opened={opened} />}
    </Sheet>
  )
}

function Table({ webhooks, opened }: { webhooks: readonly Webhook[]; opened: Signal<Opened | null> }) {
  return (
    <table class="lines">
      <caption class="hidden">{administration.webhooks.title}</caption>
      <thead>
        <tr>
          <th scope="col">{administration.webhooks.address}</th>
          <th scope="col" class="wide">
            {administration.webhooks.told}
          </th>
          <th scope="col">{administration.webhooks.state}</th>
          <th scope="col">
            <span class="hidden">{t.frame.more}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <tr key={webhook.id} data-webhook={webhook.id}>
            <td>
              <b class="break">{webhook.url}</b>
              {webhook.description && <div class="faint break">{webhook.description}</div>}
            </td>
            <td class="dim wide">{toldOf(webhook)}</td>
            <td>
              <State webhook={webhook} />
            </td>
            <td class="menu-cell">
              <Actions webhook={webhook} opened={opened} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function toldOf({ events }: Webhook): string {
  return events.includes('*') ? administration.webhooks.everything : events.join(', ')
}

function State({ webhook: { disabled_reason, failing_since_at } }: { webhook: Webhook }) {
  if (disabled_reason === 'switched_off') {
    return <span class="faint">{administration.webhooks.reasons.switched_off}</span>
  }
  if (disabled_reason !== null) {
    return <span class="tag red">{administration.webhooks.reasons[disabled_reason]}</span>
  }
  if (failing_since_at === null) return <>{administration.webhooks.on}</>
  return (
    <span class="tag red">
      {administration.webhooks.failingSince} <When at={failing_since_at} />
    </span>
  )
}

function Actions({ webhook, opened }: { webhook: Webhook; opened: Signal<Opened | null> }) {
  const { id, url, enabled } = webhook
  const open = (what: Over) => () => {
    opened.value = { what, webhook }
  }
  const ping = async () => {
    const isOnItsWay = await attempt(() => call('POST /api/v1/webhooks/{id}/test', { params: { id } }))
    if (isOnItsWay) opened.value = { what: 'deliveries', webhook }
  }
  const turn = async () => {
    await attempt(() => call('PATCH /api/v1/webhooks/{id}', { params: { id }, body: { enabled: !enabled } }))
    await readWebhooksAgain()
  }
  return (
    <Menu label={administration.webhooks.moreOf(url)} className="icon" button={<Icon name="more" />}>
      <button type="button" role="menuitem" onClick={open('deliveries')}>
        {administration.webhooks.deliveries}
      </button>
      {enabled && (
        <button type="button" role="menuitem" onClick={() => void ping()}>
          {administration.webhooks.ping}
        </button>
      )}
      <button type="button" role="menuitem" onClick={open('change')}>
        {administration.webhooks.change}
      </button>
      <button type="button" role="menuitem" onClick={() => void turn()}>
        {enabled ? administration.webhooks.switchOff : administration.webhooks.switchOn}
      </button>
      <button type="button" role="menuitem" onClick={open('rotate')}>
        {administration.webhooks.newSecret}
      </button>
      <button type="button" role="menuitem" onClick={open('delete')}>
        {administration.webhooks.delete}
      </button>
    </Menu>
  )
}

/** Closed, it is nothing any more. */
function OverIt({ opened }: { opened: Signal<Opened | null> }) {
  const isOpen = useSignal(true)
  const { value } = opened
  if (!value) return null
  if (!isOpen.value) {
    opened.value = null
    return null
  }
  const { what, webhook, secret } = value
  const params = { id: webhook.id }
  if (what === 'change') {
    return (
      <Dialog isOpen={isOpen} title={webhook.url}>
        <WebhookForm isOpen={isOpen} webhook={webhook} />
      </Dialog>
    )
  }
  if (what === 'deliveries') {
    return (
      <Dialog isOpen={isOpen} title={administration.webhooks.deliveries}>
        <p class="small dim break">{webhook.url}</p>
        <Deliveries webhook={webhook} />
        <Closing isOpen={isOpen} />
      </Dialog>
    )
  }
  if (what === 'secret') {
    return (
      <Dialog isOpen={isOpen} title={webhook.url}>
        <Secret secret={secret ?? ''} isOpen={isOpen} />
      </Dialog>
    )
  }
  const rotate = () =>
    void attempt(async () => {
      const made = await call('POST /api/v1/webhooks/{id}/rotate-secret', { params })
      opened.value = { what: 'secret', webhook, secret: made.secret }
    })
  const remove = () =>
    void attempt(async () => {
      await call('DELETE /api/v1/webhooks/{id}', { params })
      say(administration.webhooks.deleted)
      await readWebhooksAgain()
    })
  const isDeletion = what === 'delete'
  const { deleteTitle, deleteWhat, deleteNow, secretTitle, secretWhat, secretNow } = administration.webhooks
  return (
    <AskFirst
      isOpen={isOpen}
      title={isDeletion ? deleteTitle : secretTitle}
      label={isDeletion ? deleteNow : secretNow}
      onDo={isDeletion ? remove : rotate}
    >
      <p>{isDeletion ? deleteWhat : secretWhat}</p>
    </AskFirst>
  )
}

function readWebhooksAgain(): Promise<unknown> {
  return readAgain((route) => route.includes('/webhooks'))
}
