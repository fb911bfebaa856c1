import type { TestApp } from '../../app.ts'
import { type Declaration, everyone } from '../expectations.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/operations/correlations/{id}': { allowed: everyone, instanceAdmin: true },
  },
  things: {
    '/api/v1/operations/correlations/{id}': ({ app }) => correlationOfRun(app),
  },
}

async function correlationOfRun({ context: { cron, db } }: TestApp): Promise<string> {
  await cron.run('undo_imports')
  const runs = await db.instance.read((q) => q.select().from(q.tables.job_runs))
  return runs.at(-1)?.correlation_id ?? ''
}
