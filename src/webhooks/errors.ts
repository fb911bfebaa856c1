import { AppError } from '../lib/app-error.ts'

export const MOST_WEBHOOKS = 20

export class TooManyWebhooksError extends AppError {
  constructor() {
    super(
      409,
      'too_many_webhooks',
      `An organization has at most ${MOST_WEBHOOKS} webhooks: delete one, or give another more events.`,
    )
  }
}

export class WebhookOffError extends AppError {
  constructor() {
    super(
      409,
      'webhook_off',
      'This webhook is off and sends nothing. Switch it on first, with enabled: true.',
    )
  }
}
