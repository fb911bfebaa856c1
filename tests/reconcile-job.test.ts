import { expect, test } from 'bun:test'
import { and, eq, gt, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { createContext } from '../src/context.ts'
import { reconcileJob } from '../src/metrics/rebuild/reconcile-job.ts'
import { driftFromWords, driftInWords, readRollupDrift } from '../src/metrics/rebuild/rollup-drift.ts'
import { expectNoDrift, postEvents } from './activity.ts'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { type Member, signUp } from './people.ts'

const DAY = 86_400_000

onEachEngine('The job that compares the numbers with a recount', (engine) => {
  test('finds what differs, repairs it, and tells it to those who run the instance', async () => {
    await using app = await testApp(engine)
    const [ada, grace] = [await team(app, 'ada'), await team(app, 'grace')]
    expect(await health(app, ada)).toMatchObject({ rows: null, reason: 'not compared yet' })
    await damage(app, grace)
    const began = app.clock.at
    const words = `compared 2 of 2 organizations, 3 rows differed (${grace.organization_id}: 3)`
    expect(await run(app)).toEqual({ outcome: 'done', detail: words })
    const at = new Date(began).toISOString()
    const found = { rows: 3, by_organization: [{ id: grace.organization_id, rows: 3 }] }
    expect(await health(app, ada)).toEqual({
      ...found,
      compared: 2,
      organizations: 2,
      started_at: at,
      finished_at: at,
      outcome: 'done',
    })
    await expectNoDrift(app, grace)
    expect([await generation(app, ada), await generation(app, grace)]).toEqual([1, 2])
    await using afterARestart = await createContext(app.config, { clock: app.clock })
    expect(await readRollupDrift(afterARestart)).toMatchObject(found)
    app.clock.at += DAY
    expect(await run(app)).toMatchObject({ detail: 'compared 2 of 2 organizations, 0 rows differed' })
    expect(await generation(app, grace)).toBe(2)
  })

  test('goes on with the others where one organization cannot be compared', async () => {
    await using app = await testApp(engine)
    const [ada, grace] = [await team(app, 'ada'), await team(app, 'grace')]
    await damage(app, grace)
    await app.context.db.instance.write(async (tx) => {
      const { organizations } = tx.tables
      const lost = { time_zone: 'Atlantis/Capital' }
      await tx.update(organizations).set(lost).where(eq(organizations.id, ada.organization_id))
    })
    const result = await run(app)
    expect(result.outcome).toBe('failed')
    expect((result as { detail: string }).detail).toContain(`1 failed; organization ${ada.organization_id}: `)
    expect(await readRollupDrift(app.context)).toMatchObject({ rows: 3, compared: 1, outcome: 'failed' })
    await expectNoDrift(app, grace)
  })

  test('leaves those of an older version to the job that builds them anew', async () => {
    await using app = await testApp(engine)
    const ada = await team(app, 'ada')
    await damage(app, ada)
    await app.context.db.instance.write(async (tx) => {
      await tx.update(tx.tables.organizations).set({ rollup_version: 1 })
    })
    expect(await run(app)).toMatchObject({ detail: 'compared 0 of 1 organizations, 0 rows differed' })
    await app.context.cron.run('upgrade_rollups')
    expect(await run(app)).toMatchObject({ detail: 'compared 1 of 1 organizations, 0 rows differed' })
  })

  test('leaves an organization alone that somebody else is building anew', async () => {
    await using app = await testApp(engine)
    const ada = await team(app, 'ada')
    await damage(app, ada)
    const result = await app.context.db.exclusively(`rebuild:${ada.organization_id}`, () => run(app))
    expect(result).toMatchObject({ outcome: 'done', detail: expect.stringContaining('3 rows differed') })
    expect(await generation(app, ada)).toBe(1)
    expect(await run(app)).toMatchObject({ detail: expect.stringContaining('3 rows differed') })
    await expectNoDrift(app, ada)
  })

  test('stops between organizations and inside one, which is no failure', async () => {
    await using app = await testApp(engine)
    const ada = await team(app, 'ada')
    await damage(app, ada)
    await team(app, 'grace')
    const said = (looks: number) => reconcileJob(app.context).run(abortedAfter(looks))
    const words = [await said(0), await said(1), await said(3)]
    expect(words.slice(0, 2)).toEqual(Array(2).fill('compared 0 of 2 organizations, 0 rows differed'))
    expect(words[2]).toMatch(/^compared 1 of 2 organizations, [03] rows differed/)
    await run(app)
    await expectNoDrift(app, ada)
  })
})

test('what the job says of its run is read back as it was', () => {
  const drift = fc
    .record({
      compared: fc.nat(),
      organizations: fc.nat(),
      by_organization: fc.array(fc.record({ id: fc.uuid(), rows: fc.integer({ min: 1, max: 1e9 }) })),
    })
    .map((one) => ({ ...one, rows: one.by_organization.reduce((sum, { rows }) => sum + rows, 0) }))
  fc.assert(
    fc.property(drift, fc.constantFrom('', ', 1 failed; organization x: (y: 3)'), (one, more) => {
      expect(driftFromWords(driftInWords(one) + more)).toEqual(one)
    }),
  )
  expect(driftFromWords('out of luck')).toBeNull()
})

async function team(app: TestApp, name: string): Promise<Member> {
  const member = await signUp(app, name)
  const events = Array.from({ length: 40 }, (_, i) => ({
    id: `e${i}`,
    person: `p${i % 7}`,
    at: app.clock.at - ((i * 7_919_113) % (20 * DAY)),
    core: i % 3 === 0,
  }))
  await postEvents(app, member, events)
  return member
}

/** Three rows of an organization's days are wrong. */
async function damage(app: TestApp, { organization_id }: Member): Promise<void> {
  await app.context.db.for(organization_id).write(async (tx) => {
    const { organization_days: days } = tx.tables
    const some = await tx
      .select({ day: days.day })
      .from(days)
      .where(and(tx.mine(days), gt(days.dau, 0)))
    for (const { day } of some.slice(0, 3)) {
      const wrong = { dau: sql`${days.dau} + 1` }
      await tx
        .update(days)
        .set(wrong)
        .where(and(tx.mine(days), eq(days.day, day)))
    }
  })
}

function run(app: TestApp) {
  return app.context.cron.run('reconcile')
}

async function health(app: TestApp, { token }: Member) {
  const { status, body } = await app.get('/api/v1/health/detailed', { token })
  expect(status).toBe(200)
  return body.rollup_drift
}

async function generation(app: TestApp, { organization_id }: Member) {
  const rows = await app.context.db.instance.read((q) => q.select().from(q.tables.organizations))
  return rows.find(({ id }) => id === organization_id)?.rollup_generation
}

/** A signal that is aborted from then on that somebody has looked so many times. */
function abortedAfter(times: number): AbortSignal {
  let looked = 0
  const signal = {
    get aborted() {
      looked += 1
      return looked > times
    },
    throwIfAborted() {
      if (signal.aborted) throw new Error('stopped')
    },
  }
  return signal as AbortSignal
}
