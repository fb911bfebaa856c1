import { expect, test } from 'bun:test'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import {
  expectNoDrift,
  expectSameAsBruteForce,
  importEvents,
  postEvents,
  rebuild,
  type Sent,
} from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import type { History } from './brute-force.ts'
import { apiKey, type Member, signUp } from './people.ts'

const HOUR = 3_600_000
const DAYS = [undefined, '2026-11-18', '2026-11-01', '2026-09-20']

onEachEngine('Two organizations with the same ids', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('each see their own numbers only, whatever the other sends, at once or later', async () => {
    const { bluebird, redstart } = await neighbours(await app(), 'numbers')
    await bluebird.expectOwnNumbers()
    await redstart.expectOwnNumbers()
    await Promise.all([bluebird.sends(1), redstart.sends(1), bluebird.sends(2), redstart.sends(2)])
    await bluebird.expectOwnNumbers()
    await redstart.expectOwnNumbers()
  })

  test('each take back their own events only', async () => {
    const { bluebird, redstart } = await neighbours(await app(), 'deletes')
    const common = bluebird.ids.find((id) => redstart.ids.includes(id)) ?? ''
    expect(await redstart.takesBack(common)).toBe(204)
    expect(await redstart.takesBack(common)).toBe(404)
    await bluebird.expectOwnNumbers()
    await redstart.expectOwnNumbers()
    const own = bluebird.ids.find((id) => !redstart.ids.includes(id)) ?? ''
    expect(await redstart.takesBack(own)).toBe(404)
    await bluebird.expectOwnNumbers()
    expect(await bluebird.takesBack(own)).toBe(204)
    await bluebird.expectOwnNumbers()
  })

  test('each have people of their own under the same external ids', async () => {
    const { bluebird, redstart } = await neighbours(await app(), 'people')
    const [theirs, ours] = [await bluebird.describes('grace', 'Grace B.'), await redstart.describes('grace')]
    expect(theirs).toMatchObject({ external_id: 'grace', name: 'Grace B.' })
    expect(ours).toMatchObject({ external_id: 'grace', name: null })
    expect(ours.id).not.toBe(theirs.id)
    expect(await bluebird.describes('grace')).toEqual(theirs)
    await bluebird.expectOwnNumbers()
    await redstart.expectOwnNumbers()
  })

  test('a member of one, named in the other, is a stranger there', async () => {
    const { bluebird, redstart } = await neighbours(await app(), 'members')
    await redstart.reports(bluebird.member.member_id)
    await bluebird.expectOwnNumbers()
    await redstart.expectOwnNumbers()
    const stranger = await redstart.describes(bluebird.member.member_id, 'Somebody')
    expect(stranger.id).not.toBe(bluebird.member.member_id)
  })

  test('a person of one, named by the inner id in the other, is a stranger there', async () => {
    const { bluebird, redstart } = await neighbours(await app(), 'inner-ids')
    const { id } = await bluebird.describes('grace')
    await redstart.reports(id)
    await bluebird.expectOwnNumbers()
    await redstart.expectOwnNumbers()
  })

  test('one is built anew, in another time zone, and the other stays as it is', async () => {
    const { bluebird, redstart } = await neighbours(await app(), 'rebuilds')
    await Promise.all([rebuild(await app(), bluebird.member, 'Asia/Kathmandu'), redstart.sends(5)])
    await bluebird.expectOwnNumbers('Asia/Kathmandu')
    await redstart.expectOwnNumbers()
  })

  test('damage in one is not found in the other', async () => {
    const { bluebird, redstart } = await neighbours(await app(), 'damage')
    const { context } = await app()
    await context.db.for(bluebird.member.organization_id).write(async (tx) => {
      const { organization_days: days } = tx.tables
      await tx.update(days).set({ dau: 99 }).where(tx.mine(days))
    })
    const { drifts } = await checkRollups(context, bluebird.member.organization_id, () => {})
    expect(drifts).toBeGreaterThan(0)
    await redstart.expectOwnNumbers()
  })

  test('a key of one opens nothing of the other', async () => {
    const { bluebird, redstart } = await neighbours(await app(), 'keys')
    const key = await apiKey(await app(), redstart.member, 'admin')
    const dashboard = await (await app()).get('/api/v1/metrics/dashboard', { key })
    expect(dashboard.body.organization_id).toBe(redstart.member.organization_id)
    const own = bluebird.ids.find((id) => !redstart.ids.includes(id)) ?? ''
    const answer = await (await app()).delete(`/api/v1/events/${encodeURIComponent(own)}`, { key })
    expect(answer.status).toBe(404)
    await bluebird.expectOwnNumbers()
  })
})

async function neighbours(app: TestApp, about: string) {
  const bluebird = new Team(app, await signUp(app, `ada-${about}`, 'Europe/Berlin', 'Bluebird'), 1)
  const redstart = new Team(app, await signUp(app, `grace-${about}`, 'America/New_York', 'Redstart'), 7)
  await bluebird.imports()
  await redstart.imports()
  return { bluebird, redstart }
}

/** An organization whose people and events have the same names as everybody's, at times of its own. */
class Team {
  readonly #present = new Map<string, Sent>()
  readonly #zone: string

  constructor(
    readonly app: TestApp,
    readonly member: Member,
    /** Makes its history another than that of the others. */
    readonly pace: number,
  ) {
    this.#zone = pace === 1 ? 'Europe/Berlin' : 'America/New_York'
  }

  get ids(): string[] {
    return [...this.#present.keys()]
  }

  async imports(): Promise<void> {
    // The first forty ids are common to all, and ten are not.
    const ids = Array.from({ length: 50 }, (_, i) => (i < 40 ? `event ${i}` : `event ${i} of ${this.pace}`))
    const events = ids.map((id, i) => this.#event(id, i))
    for (const event of events) this.#present.set(event.id, event)
    expect(await importEvents(this.app, this.member, events)).toBe(50)
  }

  /** Sends events, each with an id that others use as well. */
  async sends(turn: number): Promise<void> {
    const events = Array.from({ length: 10 }, (_, i) => this.#event(`turn ${turn}, ${i}`, turn * 10 + i))
    const unknown = events.filter(({ id }) => !this.#present.has(id))
    for (const event of unknown) this.#present.set(event.id, event)
    expect(await postEvents(this.app, this.member, events)).toBe(unknown.length)
  }

  async reports(person: string): Promise<void> {
    const event = { ...this.#event('the stranger', 3), person }
    this.#present.set(event.id, event)
    expect(await postEvents(this.app, this.member, [event])).toBe(1)
  }

  /** @returns The status. */
  async takesBack(id: string): Promise<number> {
    const path = `/api/v1/events/${encodeURIComponent(id)}`
    const { status } = await this.app.delete(path, { token: this.member.token })
    if (status === 204) this.#present.delete(id)
    return status
  }

  async describes(person: string, name?: string): Promise<any> {
    const call = { token: this.member.token, json: name === undefined ? {} : { name } }
    const { status, body } = await this.app.put(`/api/v1/people/${person}`, call)
    expect(status).toBe(200)
    return body
  }

  async expectOwnNumbers(timeZone = this.#zone): Promise<void> {
    const { app, member } = this
    const now = app.clock.at
    const history: History = {
      time_zone: timeZone,
      created_at: now,
      members: new Map([[member.member_id, now]]),
      events: [{ person: member.member_id, at: now, core: false }, ...this.#present.values()],
    }
    for (const asOf of DAYS) await expectSameAsBruteForce(app, member, history, asOf)
    await expectNoDrift(app, member)
  }

  #event(id: string, i: number): Sent {
    const person = ['grace', 'edsger', 'barbara', 'donald', 'radia'][(i * this.pace) % 5] ?? ''
    return { id, person, at: this.app.clock.at - i * this.pace * 5 * HOUR, core: i % 3 === 0 }
  }
}
