/** How requests went, by route: the bins that are counted anyway, put into the few buckets of a histogram. */

import { Buckets } from '../../lib/buckets.ts'
import { middleOf } from '../../lib/sketch.ts'
import type { RouteTimes, StatusTally } from '../monitoring/route-times.ts'
import type { Family } from './registry.ts'

const BORDERS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function httpFamilies({ routeTimes }: { routeTimes: RouteTimes }): Family[] {
  return [
    {
      kind: 'histogram',
      name: 'almanac_http_request_duration_seconds',
      help: 'How long requests took until their answer was made, by route; none: what reached no route.',
      read: () =>
        routeTimes.totals().flatMap(({ method, route, statuses }) =>
          statuses.map((tally) => {
            const labels = { method, route, status: tally.status }
            return { labels, ...bucketsOf(tally), count: tally.count, sum: tally.sum_us / 1e6 }
          }),
        ),
    },
    {
      kind: 'gauge',
      name: 'almanac_http_requests_in_progress',
      help: 'Requests that are being answered, by route.',
      read: () =>
        routeTimes
          .totals()
          .map(({ method, route, in_progress }) => ({ labels: { method, route }, value: in_progress })),
    },
  ]
}

/** Within 1 % of a border a value may count on its other side. */
function bucketsOf(tally: StatusTally) {
  const buckets = new Buckets(BORDERS_S)
  for (const { bin, count } of tally.filled()) buckets.add(middleOf(bin) / 1e6, count)
  return { cumulative: buckets.cumulative() }
}
