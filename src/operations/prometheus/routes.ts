import { Elysia } from 'elysia'
import type { Registry } from 'prom-client'
import { NotSignedInError } from '../../access/errors.ts'
import { access } from '../../http/access.ts'
import { callerOf } from '../../http/request-info.ts'
import type { HealthNeeds } from '../health/read-detailed-health.ts'
import { Facts } from './facts.ts'
import { type FamilyNeeds, familiesOf } from './families.ts'
import { mayReadMetrics } from './may-read-metrics.ts'
import { registryOf } from './registry.ts'

/** For Prometheus, and no part of the API: who may read it is decided here. */
export function prometheusRoutes(context: FamilyNeeds & HealthNeeds) {
  const facts = new Facts(context)
  const { metrics_token } = context.config
  let registry: Promise<Registry> | undefined
  const scrape = async () => {
    registry ??= registryOf(familiesOf(context, () => facts.known))
    await facts.refresh()
    return new Response(await (await registry).metrics(), { headers: { 'content-type': CONTENT_TYPE } })
  }
  return new Elysia({ detail: { hide: true } }).use(access).get(
    '/metrics',
    ({ request }) => {
      if (
        !mayReadMetrics({ url: request.url, headers: request.headers, ...callerOf(request) }, metrics_token)
      ) {
        throw new NotSignedInError()
      }
      return scrape()
    },
    { public: true, unmeasured: true, detail: { hide: true } },
  )
}

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'
