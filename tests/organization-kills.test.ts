/**
 * Taking an organization in and deleting it, killed at any moment: what comes is there whole or not at all,
 * and what goes can be sent on its way again. `ORGANIZATION_KILLS` says how often; once by default.
 */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { exportOrganization } from '../src/operations/organizations/export-organization.ts'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { fill, scratchFolder } from './archives.ts'
import { almanac, start } from './command-line.ts'
import { signUp } from './people.ts'

const ROUNDS = Number(process.env.ORGANIZATION_KILLS ?? 1)
/** Of so little, on a machine that does much besides. */
const LONGEST_MS = 1_500

onEachEngine('An organization whose command is killed', (engine) => {
  test('is there whole or not at all, and gone in the end, beside a server', async () => {
    using folder = scratchFolder()
    await using app = await testApp(engine)
    await signUp(app, 'ada')
    const { token } = await fill(app, 'eve')
    const to = join(folder.path, 'one.almanac.zst')
    const { body } = await app.get('/api/v1/organization', { token })
    await exportOrganization(app.context, body, { to, withPasswords: true }, () => {})
    const { id, slug } = body
    const env = environment(app)
    const remove = ['organization', 'delete', slug, '--confirm', slug, '--no-export', '--remove-accounts']
    const take = ['organization', 'import', to, '--yes', '--join-accounts']
    for (let round = 0; round < ROUNDS; round += 1) {
      await killed(remove, env)
      if ((await counts(app, id)).organizations === 1)
        expect(await almanac(remove, env)).toMatchObject({ code: 0 })
      expect(await counts(app, id)).toEqual(NOTHING)
      await killed(take, env)
      const found = await counts(app, id)
      // Events go in before, and nobody sees them: what is left of those goes with the next clean-up.
      if (found.organizations === 0) await app.context.cron.run('clean_up')
      expect([NOTHING, WHOLE]).toContainEqual(await counts(app, id))
      if (found.organizations === 0) expect(await almanac(take, env)).toMatchObject({ code: 0 })
      expect(await counts(app, id)).toEqual(WHOLE)
    }
  }, 600_000)
})

const NOTHING = { organizations: 0, tasks: 0, events: 0 }
const WHOLE = { organizations: 1, tasks: 4, events: 56 }

function environment({ config }: TestApp): Record<string, string> {
  return { DATA_DIR: config.data_dir, ...(config.database_url && { DATABASE_URL: config.database_url }) }
}

async function killed(args: string[], env: Record<string, string>): Promise<void> {
  const child = start(args, env, env.DATA_DIR ?? '')
  const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_MS)
  await child.exited
  clearTimeout(timer)
}

function counts({ context: { db } }: TestApp, id: string): Promise<typeof WHOLE> {
  return db.instance.read(async (q) => {
    const { organizations, tasks, activity_events } = q.tables
    const organizationRows = await q.select({ id: organizations.id }).from(organizations)
    const taskRows = await q.select({ id: tasks.organization_id }).from(tasks)
    const eventRows = await q.select({ id: activity_events.organization_id }).from(activity_events)
    const own = (rows: { id: string }[]) => rows.filter((row) => row.id === id).length
    return { organizations: own(organizationRows), tasks: own(taskRows), events: own(eventRows) }
  })
}
