import { expect, test } from 'bun:test'
import { and, gt, sql } from 'drizzle-orm'
import type { Write } from '../src/db/handle.ts'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import {
  deleteEvent,
  expectNoDrift,
  expectSameAsBruteForce,
  importEvents,
  postEvents,
  rebuild,
  type Sent,
} from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { type History, localDate, plusDays } from './brute-force.ts'
import { type Member, signUp } from './people.ts'

const DAY = 86_400_000
const NEW_YORK = 'America/New_York'

onEachEngine('Rollups built anew', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('while events arrive and go, show the same as a recount', async () => {
    const team = await Team.of(await app(), 'ada', 1)
    await team.actsDuring(() => team.rebuild())
    await team.expectAllRight()
  })

  test('in another time zone while events arrive, show the days of that zone', async () => {
    const team = await Team.of(await app(), 'grace', 2)
    await team.expectAllRight()
    await team.actsDuring(() => team.rebuild('Asia/Kathmandu'))
    await team.expectAllRight('Asia/Kathmandu')
  })

  test('are not read before all of them are there', async () => {
    const team = await Team.of(await app(), 'edsger', 3)
    await team.startsRebuild('Pacific/Kiritimati')
    await team.acts()
    await team.expectAllRight()
  })

  test('include whoever comes meanwhile, wherever in the order of building', async () => {
    const team = await Team.of(await app(), 'margaret', 7, 8)
    const { context } = team.app
    let arrived: Promise<void> | undefined
    await team.rebuild(undefined, (share) => {
      if (share < 1) return
      arrived ??= context.db.for(team.member.organization_id).write(async (tx) => {
        const first = { id: nobody, external_id: 'somebody', created_at: 0 }
        await tx.insert(tx.tables.people).values({ organization_id: tx.organization_id, ...first })
      })
    })
    await arrived
    await team.acts('somebody')
    await team.expectAllRight()
  })

  test('leave nothing of the old ones behind, nor of a rebuild that was interrupted', async () => {
    const team = await Team.of(await app(), 'barbara', 4)
    await team.startsRebuild('UTC')
    expect(await team.generations()).toHaveLength(2)
    await team.rebuild()
    expect(await team.generations()).toHaveLength(1)
    await team.expectAllRight()
  })

  test('twice at once, are those of one of the two, and the other gives way', async () => {
    const team = await Team.of(await app(), 'donald', 5)
    const zones = ['Asia/Tokyo', 'Asia/Kathmandu']
    const outcomes = await team.actsDuring(() => Promise.allSettled(zones.map((zone) => team.rebuild(zone))))
    const done = zones.filter((_, i) => outcomes[i]?.status === 'fulfilled')
    expect(done).toHaveLength(1)
    expect(outcomes).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ status: 409 }) })
    await team.expectAllRight(done[0])
    expect(await team.generations()).toHaveLength(1)
  })
})

const nobody = '00000000-0000-7000-8000-000000000000'

/** What may be wrong in the rollups, and the words that must tell it. */
const DAMAGES: Record<string, [damage: (tx: Write) => PromiseLike<unknown>, word: RegExp]> = {
  'a wrong count of a day': [
    (tx) => {
      const { organization_days: days } = tx.tables
      return tx
        .update(days)
        .set({ dau: sql`${days.dau} + 1` })
        .where(and(tx.mine(days), gt(days.dau, 0)))
    },
    /^day of the organization \d{4}-\d\d-\d\d: dau is \d+, should be \d+$/,
  ],
  'a wrong rolling count': [
    (tx) => {
      const { organization_days: days } = tx.tables
      return tx
        .update(days)
        .set({ d60: sql`${days.d60} - 1` })
        .where(and(tx.mine(days), gt(days.d60, 0)))
    },
    /d60 is/,
  ],
  'a missing day of the organization': [
    (tx) => {
      const { organization_days: days } = tx.tables
      return tx.delete(days).where(and(tx.mine(days), gt(days.sess_n, 0)))
    },
    /sess_n is missing/,
  ],
  'a missing day of a person': [
    (tx) => {
      const { person_days: days } = tx.tables
      return tx.delete(days).where(and(tx.mine(days), gt(days.core_n, 0)))
    },
    /^person .*, day \d{4}-\d\d-\d\d: .*n is missing/,
  ],
  'a day of nobody': [
    (tx) => {
      const { person_days: days } = tx.tables
      const row = { generation: 1, person_id: nobody, day: 20_000, n: 1, core_n: 0, first_at: 0, last_at: 0 }
      return tx.insert(days).values({ organization_id: tx.organization_id, ...row })
    },
    /^days and sessions of people: rows is/,
  ],
  'a wrong session': [
    (tx) => {
      const { person_sessions: sessions } = tx.tables
      return tx
        .update(sessions)
        .set({ end_at: sql`${sessions.end_at} + 1` })
        .where(tx.mine(sessions))
    },
    /^person .*, session .*: end_at is/,
  ],
  'a wrong first day': [
    (tx) => {
      const { person_states: states } = tx.tables
      return tx
        .update(states)
        .set({ first_day: sql`${states.first_day} - 1` })
        .where(tx.mine(states))
    },
    /^person .*, first day/,
  ],
  'people who were active last at another time': [
    (tx) => {
      const { last_active } = tx.tables
      return tx
        .update(last_active)
        .set({ people: sql`${last_active.people} + 1` })
        .where(and(tx.mine(last_active), gt(last_active.span, 1)))
    },
    /^people active last in the hour of .*: people is/,
  ],
  'a wrong number of users': [
    (tx) => {
      const { organization_counters: counters } = tx.tables
      return tx.update(counters).set({ value: 1 }).where(tx.mine(counters))
    },
    /^number of users: value is 1/,
  ],
}

onEachEngine('A check of the rollups', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  for (const [what, [damage, words]] of Object.entries(DAMAGES)) {
    test(`finds ${what}, and a rebuild repairs it`, async () => {
      const team = await Team.of(await app(), `the finder of ${what}`.replaceAll(' ', '-'), 6, 8)
      await expectNoDrift(team.app, team.member)
      const { context } = team.app
      await context.db.for(team.member.organization_id).write(async (tx) => {
        await damage(tx)
      })
      const report = await checkRollups(context, team.member.organization_id, () => {})
      expect(report.drifts).toBeGreaterThan(0)
      expect(report.examples).toContainEqual(expect.stringMatching(words))
      await team.rebuild()
      await team.expectAllRight()
    })
  }
})

/** A team in New York whose events lie in the 80 days before the clock's time. */
class Team {
  readonly #present = new Map<string, Sent>()
  readonly #people: string[]
  readonly #random: () => number
  #made = 0

  private constructor(
    readonly app: TestApp,
    readonly member: Member,
    seed: number,
    size: number,
  ) {
    this.#people = Array.from({ length: size }, (_, i) => `colleague ${i}`)
    this.#random = dice(seed)
  }

  static async of(app: TestApp, founder: string, seed: number, size = 60): Promise<Team> {
    const team = new Team(app, await signUp(app, founder, NEW_YORK), seed, size)
    const events = team.#people.flatMap((person) => Array.from({ length: 6 }, () => team.#event(person)))
    for (const event of events) team.#present.set(event.id, event)
    await importEvents(app, team.member, events)
    return team
  }

  rebuild(timeZone?: string, onProgress?: (share: number) => void): Promise<void> {
    return rebuild(this.app, this.member, timeZone, onProgress)
  }

  /** A rebuild that is interrupted after the first people. */
  async startsRebuild(timeZone: string): Promise<void> {
    const thePowerGoes = (share: number) => {
      if (share > 0) throw new Error('the power went')
    }
    const error = await this.rebuild(timeZone, thePowerGoes).catch((error) => error)
    expect(error).toMatchObject({ message: 'the power went' })
  }

  /** A few events of old and sometimes new people, and one taken back. */
  async acts(who = this.#random() < 0.2 ? `newcomer ${this.#made}` : this.#any()): Promise<void> {
    const events = [this.#any(), this.#any(), who].map((person) => this.#event(person))
    await postEvents(this.app, this.member, events)
    const [taken, ...kept] = events
    for (const event of kept) this.#present.set(event.id, event)
    await deleteEvent(this.app, this.member, taken?.id ?? '')
  }

  /** Acts in three lanes until `work` is done, and at least until it has begun. */
  async actsDuring<T>(work: () => Promise<T>): Promise<T> {
    let done = false
    const lane = async () => {
      do await this.acts()
      while (!done)
    }
    const lanes = [lane(), lane(), lane()]
    const result = await work().finally(() => {
      done = true
    })
    await Promise.all(lanes)
    return result
  }

  async expectAllRight(timeZone = NEW_YORK): Promise<void> {
    const { app, member } = this
    await expectNoDrift(app, member)
    const now = app.clock.at
    const history: History = {
      time_zone: timeZone,
      created_at: now,
      members: new Map([[member.member_id, now]]),
      events: [{ person: member.member_id, at: now, core: false }, ...this.#present.values()],
    }
    const today = localDate(timeZone, now)
    await expectSameAsBruteForce(app, member, history)
    for (const ago of [1, 15, 30, 61])
      await expectSameAsBruteForce(app, member, history, plusDays(today, -ago))
  }

  /** The generations of which there is anything at all. */
  async generations(): Promise<number[]> {
    const found = await this.app.context.db.for(this.member.organization_id).read(async (q) => {
      const {
        person_days,
        person_sessions,
        person_states,
        person_message_days,
        last_active,
        organization_days,
        stock_days,
        task_times,
        cohort_cells,
        organization_counters,
      } = q.tables
      const tables = [
        person_days,
        person_sessions,
        person_states,
        person_message_days,
        last_active,
        organization_days,
        stock_days,
        task_times,
        cohort_cells,
        organization_counters,
      ]
      const lists: { generation: number }[][] = []
      for (const table of tables) {
        lists.push(
          await q
            .selectDistinct({ generation: table.generation })
            .from(table as typeof person_days)
            .where(q.mine(table)),
        )
      }
      return lists.flat()
    })
    return [...new Set(found.map(({ generation }) => generation))]
  }

  #any(): string {
    return this.#people[Math.floor(this.#random() * this.#people.length)] ?? ''
  }

  #event(person: string): Sent {
    this.#made += 1
    const at = this.app.clock.at - Math.floor(this.#random() * 80 * DAY)
    return { id: `event ${this.#made}`, person, at, core: this.#random() < 0.4 }
  }
}

function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
