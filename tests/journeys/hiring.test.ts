/** A hire, from the draft of a job to the accepted offer, as a team and those who apply see it. */
import { expect, test } from 'bun:test'
import { expectNoDrift, rebuild } from '../activity.ts'
import { onEachEngine, testApp } from '../app.ts'
import { type Hiring, hiring } from '../hiring.ts'
import { apiKey } from '../people.ts'

const DAY = 86_400_000
const NONE = { applied: 0, screening: 0, interview: 0, offer: 0, hired: 0, rejected: 0, withdrawn: 0 }

onEachEngine('A hire', (engine) => {
  test('shows after each step what has happened, and afterwards what stood on each day', async () => {
    await using app = await testApp(engine)
    const h = await hiring(app, 'journey', 'America/New_York')
    const story = await Story.of(h)
    const job = await story.by('POST', '/jobs', { title: 'Gardener' })
    await story.expects('a draft', { open_jobs: 0, applications_by_stage: NONE, applications_today: 0 })
    expect((await h.call('GET', `/board/${h.slug}/jobs`, null)).body.items).toEqual([])

    await story.by('PATCH', `/jobs/${job.id}`, { status: 'open' })
    await story.expects('an open job', { open_jobs: 1, applications_by_stage: NONE })
    expect((await h.call('GET', `/board/${h.slug}/jobs`, null)).body.items).toHaveLength(1)

    story.nextDay(2)
    const apply = (name: string) =>
      h.call('POST', `/board/${h.slug}/jobs/${job.id}/applications`, null, {
        name,
        email: `${name}@example.com`,
      })
    for (const name of ['grace', 'heidi', 'ida', 'jo']) expect((await apply(name)).status).toBe(202)
    await story.expects('four applications', {
      applications_by_stage: { ...NONE, applied: 4 },
      applications_today: 4,
      hires_today: 0,
      time_to_hire_days: null,
    })
    const { items } = await story.by('GET', `/applications?job_id=${job.id}`)
    const [grace, heidi, ida, jo] = items
    const move = (one: any, stage: string, more = {}) =>
      story.by('PATCH', `/applications/${one.id}`, { stage, ...more })

    story.nextDay(3)
    await move(grace, 'interview')
    await move(heidi, 'rejected', { rejection_reason: 'not_qualified' })
    await move(ida, 'screening')
    await move(ida, 'withdrawn')
    await story.expects('a rejection and a withdrawal', {
      applications_by_stage: { ...NONE, applied: 1, interview: 1, rejected: 1, withdrawn: 1 },
      applications_today: 0,
    })
    expect(await story.funnel()).toEqual([3, 1, 1, 0, 0])

    // Ida comes again; Heidi is told the same, and does not.
    expect([(await apply('ida')).body, (await apply('heidi')).body]).toEqual([
      { status: 'received' },
      { status: 'received' },
    ])
    await story.expects('a re-application', {
      applications_by_stage: { ...NONE, applied: 2, interview: 1, rejected: 1, withdrawn: 1 },
      applications_today: 1,
    })

    story.nextDay(4)
    await move(grace, 'offer')
    await move(grace, 'hired')
    await story.by('PATCH', `/jobs/${job.id}`, { status: 'closed' })
    await story.expects('a hire', {
      open_jobs: 0,
      applications_by_stage: { ...NONE, applied: 2, hired: 1, rejected: 1, withdrawn: 1 },
      hires_today: 1,
      time_to_hire_days: 7,
      time_to_fill_days: 9,
    })
    expect((await apply('kim')).status).toBe(404)
    const { body } = await app.get('/api/v1/hiring/dashboard', { key: story.key })
    expect(body).toMatchObject({
      applications: 5,
      withdrawn: 1,
      rejected: 1,
      open: 2,
      still_open: { numerator: 2, denominator: 4 },
      hire_rate: {
        value: 25,
        numerator: 1,
        denominator: 4,
        low_n: true,
        interval_95: { low: 4.6, high: 69.9 },
      },
      time_to_hire_days: { median: 7, n: 1, waiting: 2 },
      time_to_fill_days: { median: 9, n: 1, waiting: 0 },
      by_job: [{ job_id: job.id, title: 'Gardener', applications: 5 }],
      by_source: [{ source: 'board', applications: 5, reached: { applied: 4, interview: 1, hired: 1 } }],
    })
    expect(body.by_month.map(({ month, applications }: any) => [month, applications])).toEqual([
      ['2026-09', 0],
      ['2026-10', 0],
      ['2026-11', 5],
    ])

    story.nextDay(1)
    const before = await story.metrics()
    await h.app.call('DELETE', `/api/v1/candidates/${grace.candidate.id}`, { key: story.key })
    expect(await story.metrics()).toEqual({ ...before })
    expect(JSON.stringify(await story.by('GET', '/applications'))).not.toContain('grace')

    story.nextDay(1)
    await story.expectPast()
    await expectNoDrift(app, h.ada)
    await rebuild(app, h.ada)
    await story.expectPast()
    expect(jo.stage).toBe('applied')
  }, 60_000)
})

class Story {
  /** By local day, what the dashboard showed last on it. */
  readonly #shown = new Map<string, any>()

  private constructor(
    readonly h: Hiring,
    readonly key: string,
  ) {}

  static async of(h: Hiring): Promise<Story> {
    return new Story(h, await apiKey(h.app, h.ada, 'admin'))
  }

  by(method: string, path: string, json?: object): Promise<any> {
    return this.h.done(method, path, { key: this.key }, json)
  }

  nextDay(days: number): void {
    this.h.app.clock.at += days * DAY
  }

  async metrics(asOf?: string): Promise<any> {
    const query = asOf === undefined ? '' : `?as_of=${asOf}`
    return (await this.by('GET', `/metrics/dashboard${query}`)).hiring_metrics
  }

  async expects(what: string, expected: object): Promise<void> {
    const shown = await this.metrics()
    expect({ what, ...shown }).toMatchObject({ what, ...expected })
    this.#shown.set(new Date(this.h.app.clock.at).toISOString().slice(0, 10), shown)
  }

  /** How many reached each stage. */
  async funnel(): Promise<number[]> {
    return (await this.by('GET', '/hiring/dashboard')).funnel.map(({ reached }: any) => reached)
  }

  async expectPast(): Promise<void> {
    for (const [day, shown] of this.#shown) expect([day, await this.metrics(day)]).toEqual([day, shown])
  }
}
