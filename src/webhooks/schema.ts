import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../http/page.ts'
import { Instant, OrNull } from '../http/schema.ts'

const Event = t.String({
  maxLength: 100,
  pattern: '^(\\*|[a-z_]+(\\.[a-z_]+)?)$',
  examples: ['task.created'],
  description: '`*`, a kind such as `task`, or a kind and what happened to it, such as `task.created`.',
})

const WebhookUrl = t.String({
  minLength: 1,
  maxLength: 2_000,
  description: 'https://, on the public internet. Whoever runs the instance allows others by OUTBOUND_ALLOW.',
})
const Description = t.String({ maxLength: 500 })
const Events = t.Array(Event, { minItems: 1, maxItems: 100 })

export const NewWebhook = t.Object(
  {
    url: WebhookUrl,
    description: t.Optional(Description),
    events: t.Optional(t.Array(Event, { ...Events, description: 'Everything when left out.' })),
    enabled: t.Optional(t.Boolean({ default: true })),
  },
  { examples: [{ url: 'https://93.184.215.14/hooks', events: ['task', 'application.created'] }] },
)

export const WebhookChanges = t.Partial(
  t.Object({ url: WebhookUrl, description: Description, events: Events, enabled: t.Boolean() }),
  { examples: [{ events: ['task.created'] }] },
)

export const Webhook = t.Object({
  id: t.String(),
  url: t.String(),
  description: t.String(),
  events: t.Array(t.String()),
  enabled: t.Boolean(),
  disabled_reason: OrNull(
    t.Union([
      t.Literal('switched_off'),
      t.Literal('gone'),
      t.Literal('failing'),
      t.Literal('secret_unreadable'),
      t.Literal('moved'),
    ]),
    {
      description:
        'Why it is off. `switched_off`: by somebody. `gone`: its receiver answered 410. `failing`: nothing was taken for five days. `secret_unreadable`: the secret of the instance was replaced, so that it needs a new one of its own. `moved`: it came with a backup or from another database.',
    },
  ),
  failing_since_at: OrNull(Instant, { description: 'Since when every attempt has failed.' }),
  previous_until_at: OrNull(Instant, {
    description: 'Until when it is signed by the secret before, too.',
  }),
  created_by: OrNull(t.String({ description: 'The id of a member.' })),
  created_at: Instant,
  updated_at: Instant,
})

export const Webhooks = PageOf(Webhook)

export const WebhookWithSecret = t.Composite([
  Webhook,
  t.Object({ secret: t.String({ description: 'Shown this once: `whsec_` and base64.' }) }),
])

const DeliveryStatus = t.Union([t.Literal('pending'), t.Literal('delivered'), t.Literal('failed')])

export const WebhookDelivery = t.Object({
  id: t.String({ description: 'The `webhook-id` of all its attempts.' }),
  type: t.String({ examples: ['task.created'] }),
  data: t.Record(t.String(), t.Unknown(), { description: 'As it is sent.' }),
  correlation_id: OrNull(t.String(), { description: 'Of what did it; null of a `reset` of the log.' }),
  happened_at: Instant,
  created_at: Instant,
  status: DeliveryStatus,
  attempts: t.Integer(),
  next_attempt_at: OrNull(Instant, { description: 'Of one that is pending.' }),
  attempted_at: OrNull(Instant, { description: 'The last time.' }),
  response_status: OrNull(t.Integer()),
  duration_ms: OrNull(t.Integer()),
  error: OrNull(t.String({ description: 'Why the last attempt failed, in words.' })),
})

export const WebhookDeliveries = PageOf(WebhookDelivery)

export const WebhookDeliveriesQuery = t.Object({
  ...PageQuery.properties,
  sort: t.Optional(
    t.Union([t.Literal('-created_at'), t.Literal('created_at')], {
      default: '-created_at',
      description: 'The newest first, or without `-` the oldest.',
    }),
  ),
  status: t.Optional(DeliveryStatus),
})

export type NewWebhook = Static<typeof NewWebhook>
export type WebhookChanges = Static<typeof WebhookChanges>
export type Webhook = Static<typeof Webhook>
export type WebhookWithSecret = Static<typeof WebhookWithSecret>
export type WebhookDelivery = Static<typeof WebhookDelivery>
export type WebhookDeliveriesQuery = Static<typeof WebhookDeliveriesQuery>
