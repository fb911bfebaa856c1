/** How a database would find what it is asked for. */
import { databaseUrlOf } from '../src/config/database-url.ts'
import { TENANT_ROLE } from '../src/db/row-security.ts'
import type { TestApp } from './app.ts'
import { outsider } from './db/database.ts'

/** What is sent to the database meanwhile, as far as it is about the tables. */
export async function statementsOf<T>({ context }: TestApp, about: RegExp, run: () => Promise<T>) {
  const { stats } = context.db
  const finished = stats.finished
  const texts: string[] = []
  stats.finished = (text, startedAt) => {
    texts.push(text)
    finished.call(stats, text, startedAt)
  }
  try {
    const answer = await run()
    return { answer, texts: texts.filter((one) => about.test(one)) }
  } finally {
    stats.finished = finished
  }
}

/** The plan of each, for an organization (`*` for all), whatever the values are. */
export async function plansOf(
  { config, context }: TestApp,
  organizationId: string,
  texts: string[],
): Promise<{ text: string; plan: string }[]> {
  await using database = await outsider(databaseUrlOf(config))
  const isPostgres = context.db.engine === 'postgres'
  if (isPostgres) {
    await database.query(`select set_config('role', '${TENANT_ROLE}', false),
      set_config('app.organization_id', '${organizationId}', false)`)
  }
  const plans: { text: string; plan: string }[] = []
  for (const text of texts) {
    const explain = isPostgres
      ? `explain (generic_plan) ${text}`
      : `explain query plan ${text.replaceAll('?', "'x'")}`
    const rows = await database.query(explain)
    plans.push({ text, plan: rows.map((row) => row['QUERY PLAN'] ?? row.detail).join('\n') })
  }
  return plans
}
