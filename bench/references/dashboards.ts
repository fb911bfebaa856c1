/**
 * Fills an organization of each size, and computes their dashboards in turns, without a server
 * between: what the database takes for one.
 */
import { join } from 'node:path'
import { readConfig } from '../../src/config/env.ts'
import { type Context, createContext } from '../../src/context.ts'
import { readDashboardParts } from '../../src/metrics/read/dashboard.ts'
import { signUp } from '../../src/modules/auth/sign-up.ts'
import { importEvents } from '../../src/modules/events/import-events.ts'
import { type HistoryShape, writeHistory } from '../history.ts'
import { temporaryFolder } from '../machine.ts'
import { median, ROUNDS } from '../measure.ts'

export interface Options {
  shapes: Omit<HistoryShape, 'until'>[]
  env: Record<string, string>
}

const TIMES = 200
const DAY_MS = 86_400_000

const { shapes, env }: Options = JSON.parse(process.argv[2] ?? '')
using folder = temporaryFolder()
await using context = await createContext(readConfig({ DATA_DIR: folder.path, ...env }))
const organizations = []
for (const shape of shapes) organizations.push(await fill(context, shape))
const took: number[][] = organizations.map(() => [])
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [i, organization] of organizations.entries()) took[i]?.push(await measure(context, organization))
}
console.log(JSON.stringify(took.map(median)))

async function fill(context: Context, shape: Omit<HistoryShape, 'until'>): Promise<string> {
  const account = {
    email: `${shape.events}-${shape.days}@example.com`,
    password: 'of a benchmark',
    name: 'ada',
  }
  const { organization } = await signUp(
    context,
    {
      ...account,
      organization: { name: 'a', time_zone: 'America/Denver' },
    },
    { user_agent: null, address: null },
  )
  const file = join(folder.path, 'history.csv')
  await writeHistory(file, { ...shape, until: Date.now() - (Date.now() % DAY_MS) })
  const format = { format: 'csv', core: true, time: 'ms' } as const
  for await (const _ of importEvents(context, organization.id, Bun.file(file).stream(), format)) {
    // Its progress is not looked at.
  }
  return organization.id
}

/** @returns Milliseconds in the database, for one dashboard. */
async function measure({ db, clock }: Context, organizationId: string): Promise<number> {
  const before = db.stats.total_ms
  for (let i = 0; i < TIMES; i += 1) {
    await db.for(organizationId).read((q) => readDashboardParts(q, clock.now(), undefined))
  }
  return (db.stats.total_ms - before) / TIMES
}
