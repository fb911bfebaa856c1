import { Elysia, t } from 'elysia'
import type { AccessTokens } from '../../access/access-tokens.ts'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { KeptFor } from '../../lib/kept-for.ts'
import { sessionOf } from '../../modules/auth/session-of.ts'
import type { Probe } from './probe.ts'
import { readCacheMetrics } from './read-cache.ts'
import { readDatabaseMetrics, readPlan } from './read-database.ts'
import { readPerformance } from './read-performance.ts'
import { readSystemInfo } from './read-system-info.ts'
import type { RouteTimes } from './route-times.ts'
import {
  AuthenticationValidation,
  CacheMetrics,
  DatabaseMetrics,
  EndpointValidation,
  Performance,
  QueryPlan,
  SystemInfo,
} from './schema.ts'
import { validateAuthentication } from './validate-authentication.ts'
import { validateEndpoints } from './validate-endpoints.ts'

type Needs = Pick<Base, 'db' | 'config' | 'clock' | 'cache'> & {
  routeTimes: RouteTimes
  tokens: AccessTokens
}

/** Each is more than a hundred requests: whoever asks again at once is told the same. */
const VALIDATED_FOR_MS = 5_000
/** How somebody presents themselves. */
const CREDENTIALS = ['authorization', 'cookie']

export function monitoringRoutes(context: Needs, probe: () => Probe) {
  const validated = new KeptFor<EndpointValidation>(VALIDATED_FOR_MS)
  const validate = (request: Request, sessionId: string) =>
    validated.get(sessionId, () => validateEndpoints(probe(), credentialOf(request)))
  return new Elysia({ prefix: '/api/v1/monitoring', tags: ['Operations'] })
    .use(access)
    .get('/metrics/performance', () => readPerformance(context), {
      requires: 'instance.admin',
      unmeasured: true,
      response: { 200: Performance },
      detail: { summary: 'How requests went by route, in the last 5 minutes, hour and day' },
    })
    .get('/metrics/database', () => readDatabaseMetrics(context), {
      requires: 'instance.admin',
      unmeasured: true,
      response: { 200: DatabaseMetrics },
      detail: { summary: 'Connections, queries by kind, and the slow ones' },
    })
    .get('/metrics/cache', () => readCacheMetrics(context), {
      requires: 'instance.admin',
      unmeasured: true,
      response: { 200: CacheMetrics },
      detail: { summary: 'Answers kept in memory, and how often they were found there' },
    })
    .get('/metrics/database/slow/:number/plan', ({ params }) => readPlan(context, Number(params.number)), {
      requires: 'instance.admin',
      unmeasured: true,
      refuses: [404],
      params: t.Object({ number: t.String() }),
      response: { 200: QueryPlan },
      detail: { summary: 'How the database finds what a slow query asks for' },
    })
    .get(
      '/validate/endpoints',
      ({ request, principal }) => validate(request, sessionOf(principal).session_id),
      {
        requires: 'instance.admin',
        unmeasured: true,
        response: { 200: EndpointValidation },
        detail: {
          summary: 'Ask every route of this process, and say what came',
          description:
            'In earnest and without a side effect: what reads, as you; what writes, as nobody or with nothing in its body. Counts against no limit; asked again within five seconds, the answer is the same.',
        },
      },
    )
    .get(
      '/validate/authentication',
      ({ request, principal }) => {
        const { session_id } = sessionOf(principal)
        return validateAuthentication(context, probe(), credentialOf(request), session_id)
      },
      {
        requires: 'instance.admin',
        unmeasured: true,
        response: { 200: AuthenticationValidation },
        detail: { summary: 'Present credentials of every kind to this process, and say what came' },
      },
    )
    .get('/system/info', () => readSystemInfo(context), {
      requires: 'instance.admin',
      unmeasured: true,
      response: { 200: SystemInfo },
      detail: { summary: 'What runs here, and on what' },
    })
}

function credentialOf({ headers }: Request): Record<string, string> {
  const given = CREDENTIALS.map((name) => [name, headers.get(name)] as const)
  return Object.fromEntries(given.flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
}
