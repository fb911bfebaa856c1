/** What a webhook was told lately, what came of it, and what is still to be sent. */
import type { Webhook, WebhookDelivery } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { plain } from '../../format/numbers.ts'
import { attempt } from '../../parts/attempt.ts'
import { Read } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { administration } from '../../texts/administration.ts'

const LOOK_AGAIN_MS = 3_000

export function Deliveries({ webhook: { id } }: { webhook: Webhook }) {
  const deliveries = reading(LOOK_AGAIN_MS, 'GET /api/v1/webhooks/{id}/deliveries', {
    params: { id },
    query: { limit: 20 },
  }).value
  return (
    <Read from={deliveries} height={160}>
      {({ items }) =>
        items.length === 0 ? (
          <p class="small dim">{administration.webhooks.noDeliveries}</p>
        ) : (
          <ul class="rows two-lines" data-deliveries={items.length}>
            {items.map((delivery) => (
              <Row key={delivery.id} id={id} delivery={delivery} />
            ))}
          </ul>
        )
      }
    </Read>
  )
}

function Row({ id, delivery }: { id: string; delivery: WebhookDelivery }) {
  const { type, happened_at, status, attempts, duration_ms } = delivery
  const again = () =>
    void attempt(async () => {
      const params = { id, delivery_id: delivery.id }
      await call('POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/retry', { params })
      await readAgain((route) => route.includes('/deliveries'))
    })
  return (
    <li data-status={status}>
      <span>
        <code class="break">{type}</code>{' '}
        {status === 'failed' && <span class="tag red">{administration.webhooks.failed}</span>}{' '}
        <span class="dim">{becameOf(delivery)}</span>
      </span>
      <When at={happened_at} />
      <span class="faint nowrap">{duration_ms !== null && `${plain(duration_ms)} ms`}</span>
      <button
        type="button"
        class="link nowrap"
        onClick={again}
        disabled={status === 'pending' && attempts === 0}
      >
        {administration.webhooks.again}
      </button>
    </li>
  )
}

function becameOf({ status, attempts, response_status, error, next_attempt_at }: WebhookDelivery) {
  const { waiting, taken, whyNot, attempted, next } = administration.webhooks
  if (status === 'delivered') return taken(response_status)
  if (attempts === 0) return waiting
  return (
    <>
      {error === null ? taken(response_status) : whyNot(error)} ({attempted(attempts)}
      {next_attempt_at !== null && (
        <>
          , {next} <When at={next_attempt_at} />
        </>
      )}
      )
    </>
  )
}
