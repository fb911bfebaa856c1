import { expect, test } from 'bun:test'
import { readAsked, readHiring } from '../src/modules/hiring/dashboard/read-hiring.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { hiring } from './hiring.ts'
import type { Member } from './people.ts'
import { readXlsx } from './spreadsheets.ts'

const DAY = 86_400_000

onEachEngine('The hiring dashboard', (engine) => {
  const app = sharedApp(engine)

  test('counts for members what they own or review, and for admins all', async () => {
    const h = await hiring(await app(), 'whose')
    const [one, other] = [await h.job({ reviewer_ids: [h.cleo.member_id] }), await h.job({}, h.dora)]
    for (const [by, job, n] of [
      [h.ben, one, 2],
      [h.dora, other, 1],
    ] as const) {
      for (let i = 0; i < n; i += 1) {
        await h.made('/applications', by, { job_id: job.id, name: 'x', email: `${job.id}-${i}@example.com` })
      }
    }
    const of = async (by: Member) => {
      const { body } = await h.call('GET', '/hiring/dashboard', by)
      return [body.applications, body.by_job.map(({ job_id }: any) => job_id), body.time_to_fill_days.waiting]
    }
    expect(await of(h.ada)).toEqual([3, [one.id, other.id], 2])
    for (const by of [h.ben, h.cleo]) expect(await of(by)).toEqual([2, [one.id], 1])
    expect(await of(h.dora)).toEqual([1, [other.id], 1])
    const foreign = (await h.call('GET', `/hiring/dashboard?job_id=${one.id}`, h.dora)).body
    expect([foreign.applications, foreign.by_job, foreign.hire_rate.value]).toEqual([0, [], null])
    expect((await h.call('GET', `/hiring/dashboard?job_id=${one.id}`, h.ada)).body.applications).toBe(2)
  })

  test('follows the funnel by stages that were reached, of applications of these days', async () => {
    const h = await hiring(await app(), 'funnel')
    const { clock } = h.app
    const { id: job_id } = await h.job()
    let n = 0
    const applied = async (source: string, ...stages: string[]) => {
      const person = { name: 'x', email: `p${n++}@example.com` }
      const { id } = await h.made('/applications', h.ben, { job_id, source, ...person })
      for (const stage of stages) await h.call('PATCH', `/applications/${id}`, h.ben, { stage })
      return id
    }
    await applied('fair')
    await applied('fair', 'offer', 'interview')
    await applied('web', 'screening', 'rejected')
    await applied('web', 'offer', 'hired')
    await applied('web', 'offer', 'withdrawn')
    const deleted = await applied('web')
    await h.call('DELETE', `/applications/${deleted}`, h.ben)
    const { body } = await h.call('GET', '/hiring/dashboard', h.ben)
    expect(
      body.funnel.map(({ stage, reached, current, conversion }: any) => [
        stage,
        reached,
        current,
        conversion?.value,
      ]),
    ).toEqual([
      ['applied', 4, 1, undefined],
      ['screening', 3, 0, 75],
      ['interview', 2, 1, 66.7],
      ['offer', 2, 0, 100],
      ['hired', 1, 1, 50],
    ])
    // Six of eight are between 40.9 and 92.9 percent; three of four:
    expect(body.funnel[1].conversion.interval_95).toEqual({ low: 30.1, high: 95.4 })
    expect(body).toMatchObject({ applications: 5, withdrawn: 1, rejected: 1, open: 2 })
    expect(
      body.by_source.map(({ source, reached }: any) => [source, reached.applied, reached.hired]),
    ).toEqual([
      ['web', 2, 1],
      ['fair', 2, 0],
    ])
    const web = (await h.call('GET', '/hiring/dashboard?source=web', h.ben)).body
    expect([web.applications, web.by_source.length]).toEqual([3, 1])
    const day = new Date(clock.at - DAY).toISOString().slice(0, 10)
    const before = (await h.call('GET', `/hiring/dashboard?from=${day}&to=${day}`, h.ben)).body
    expect([before.applications, before.funnel[1].conversion.value, before.time_to_hire_days.n]).toEqual([
      0,
      null,
      0,
    ])
    for (const query of ['from=2026-02-30', 'to=2099-01-01', 'from=2024-01-01', 'source=', 'sources=web']) {
      expect([query, (await h.call('GET', `/hiring/dashboard?${query}`, h.ben)).status]).toEqual([query, 422])
    }
  })

  test('counts the same in however many steps', async () => {
    const h = await hiring(await app(), 'steps')
    const { clock, context } = h.app
    const jobs = [await h.job(), await h.job()]
    for (let i = 0; i < 6; i += 1) {
      const source = i % 3 === 0 ? 'fair' : 'web'
      const person = { name: 'x', email: `step${i}@example.com` }
      await h.made('/applications', h.ben, { job_id: jobs[i % 2].id, source, ...person })
      if (i % 2 === 1) clock.at += 60_000
    }
    const login = { session_id: '', user_id: '', is_instance_admin: false }
    const { organization_id, member_id } = h.ada
    const ada = { kind: 'session' as const, organization_id, member_id, role: 'owner' as const, ...login }
    const counted = (atOnce: number) =>
      context.db
        .for(organization_id)
        .snapshot(async (q) => readHiring(q, await readAsked(q, ada, {}, clock.now()), atOnce))
    const whole = await counted(10_000)
    expect([whole.applications, whole.by_job.map(({ applications }) => applications)]).toEqual([6, [3, 3]])
    for (const atOnce of [1, 2, 5]) expect(await counted(atOnce)).toEqual(whole)
  })

  test('changes at once, and is kept for each who sees something else', async () => {
    const h = await hiring(await app(), 'kept')
    const job = await h.job()
    const ask = async (by: Member) => (await h.call('GET', '/hiring/dashboard', by)).body
    expect((await ask(h.ben)).cache_metadata.cache_hit).toBe(false)
    expect((await ask(h.ben)).cache_metadata.cache_hit).toBe(true)
    expect((await ask(h.dora)).cache_metadata.cache_hit).toBe(false)
    await h.made('/applications', h.ben, { job_id: job.id, name: 'x', email: 'x@example.com' })
    expect([(await ask(h.ben)).applications, (await ask(h.dora)).applications]).toEqual([1, 0])
  })

  test('is downloaded in three formats, with what the caller sees', async () => {
    const h = await hiring(await app(), 'export')
    const job = await h.job({ title: '=1+1' })
    await h.made('/applications', h.ben, {
      job_id: job.id,
      name: 'x',
      email: 'x@example.com',
      source: 'fair',
    })
    const ask = (format: string, by: Member) => h.call('POST', '/hiring/export', by, { format })
    const row = { month: '2026-11', job_id: job.id, job: '=1+1', source: 'fair', applications: 1 }
    const json = await ask('json', h.ben)
    expect([json.status, json.body.hiring.length]).toEqual([200, 1])
    expect(json.body.hiring[0]).toMatchObject({ ...row, open: 1, applied: 1, screening: 0, hired: 0 })
    expect(json.headers.get('content-disposition')).toBe(
      `attachment; filename="almanac-${h.slug}-hiring-2026-08-23-2026-11-20.json"`,
    )
    expect((await ask('json', h.dora)).body.hiring).toEqual([])
    const csv = (await ask('csv', h.ben)).text
    expect(csv).toContain(`2026-11,${job.id},'=1+1,fair,1,0,0,1,1,0,0,0,0`)
    const { headers } = await ask('excel', h.ben)
    expect(headers.get('content-type')).toContain('spreadsheetml')
    const workbook = await h.app.app.handle(
      new Request('http://localhost/api/v1/hiring/export', {
        method: 'POST',
        headers: { authorization: `Bearer ${h.ben.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ format: 'xlsx' }),
      }),
    )
    const sheets = readXlsx(new Uint8Array(await workbook.arrayBuffer()))
    expect([...sheets.keys()]).toEqual(['Hiring', 'About'])
  })
})
