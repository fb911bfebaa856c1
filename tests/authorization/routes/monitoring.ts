import type { TestApp } from '../../app.ts'
import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/monitoring/metrics/performance': { allowed: everyone, instanceAdmin: true },
    'GET /api/v1/monitoring/metrics/database': { allowed: everyone, instanceAdmin: true },
    'GET /api/v1/monitoring/metrics/cache': { allowed: everyone, instanceAdmin: true },
    'GET /api/v1/monitoring/metrics/database/slow/{number}/plan': { allowed: everyone, instanceAdmin: true },
    'GET /api/v1/monitoring/validate/endpoints': { allowed: everyone, instanceAdmin: true },
    'GET /api/v1/monitoring/validate/authentication': { allowed: everyone, instanceAdmin: true },
    'GET /api/v1/monitoring/system/info': { allowed: everyone, instanceAdmin: true },
  },
  things: {
    '/api/v1/monitoring/metrics/database/slow/{number}': ({ app }) => slowQueryOf(app),
  },
}

/** The number of a query that is taken for slow. */
function slowQueryOf({ context: { db } }: TestApp): string {
  db.stats.finished('select 1', performance.now() - 1_000)
  return `${db.stats.slow()[0]?.number}`
}
