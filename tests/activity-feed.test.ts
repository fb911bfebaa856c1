import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { localDays } from '../src/lib/time/local-days.ts'
import { localHours, QUARTER_MS } from '../src/lib/time/local-hours.ts'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import { type Member, signIn, signUp } from './people.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

onEachEngine('The activity of the last day', (engine) => {
  const app = sharedApp(engine)
  const activity = async ({ token }: Member, query = ''): Promise<Answer> =>
    (await app()).get(`/api/v1/metrics/activity${query}`, { token })
  const post = async ({ token }: Member, json: unknown) =>
    expect((await (await app()).post('/api/v1/events', { token, json })).body.rejected).toBe(0)

  test('comes newest first and by pages, and its hours add up to it', async () => {
    const { clock } = await app()
    const ada = await signUp(await app(), 'feed-ada', 'Asia/Kathmandu')
    const now = clock.at
    // Some at one and the same instant, some at the very edges, some outside.
    const ago = [0, 0, 0, 1, HOUR, HOUR, DAY - 1, DAY, DAY + 1, 30 * HOUR]
    for (let i = 0; i < 60; i += 1) ago.push(Math.floor((i * 7_919_113) % (26 * HOUR)))
    const sent = ago.map((ms, i) => ({
      id: `feed-${String(i).padStart(2, '0')}`,
      person: `p${i % 5}`,
      verb: i % 2 === 0 ? 'note.created' : 'note.read',
      core: i % 2 === 0,
      occurred_at: new Date(now - ms).toISOString(),
    }))
    await post(ada, sent)
    await (await app()).put('/api/v1/people/p0', { token: ada.token, json: { name: 'Paula' } })
    const expected = sent
      .filter(({ occurred_at }) => Date.parse(occurred_at) > now - DAY)
      .sort((a, b) =>
        a.occurred_at === b.occurred_at ? (a.id < b.id ? 1 : -1) : a.occurred_at < b.occurred_at ? 1 : -1,
      )
    const seen: any[] = []
    let query = '?limit=7'
    for (let cursor: string | null = ''; cursor !== null; query = `?limit=7&cursor=${cursor}`) {
      const { status, body } = await activity(ada, query)
      expect(status).toBe(200)
      expect(body.histogram === undefined).toBe(cursor !== '')
      seen.push(...body.items)
      cursor = body.next_cursor
    }
    // What she did herself, signing up, is activity, too.
    const own = seen.filter(({ person }) => person.id === ada.member_id)
    expect(own).toMatchObject([{ person: { external_id: null, name: 'feed-ada' }, core: false }])
    const reported = seen.filter(({ person }) => person.id !== ada.member_id)
    expect(
      reported.map(({ id, verb, core, occurred_at, person }) => ({
        id,
        person: person.external_id,
        verb,
        core,
        occurred_at,
      })),
    ).toEqual(expected)
    expect(reported.find(({ person }) => person.external_id === 'p0').person.name).toBe('Paula')
    const { histogram, time_zone } = (await activity(ada)).body
    expect(time_zone).toBe('Asia/Kathmandu')
    const hourOf = (text: string) =>
      `${new Date(Date.parse(text) + 5.75 * HOUR).toISOString().slice(0, 13)}:00:00+05:45`
    const counted = Object.groupBy(seen, ({ occurred_at }) => hourOf(occurred_at))
    expect(histogram.filter(({ count }: any) => count > 0)).toEqual(
      Object.entries(counted)
        .map(([hour, events]) => ({ hour, count: events?.length }))
        .sort((a, b) => (a.hour < b.hour ? -1 : 1)),
    )
    expect(histogram).toHaveLength(25)
  })

  test('has the repeated hour twice, with two offsets', async () => {
    const { clock } = await app()
    const before = clock.at
    clock.at = Date.parse('2026-11-01T12:00:00Z')
    const grace = await signUp(await app(), 'feed-grace', 'America/New_York')
    const at = ['2026-11-01T05:30:00Z', '2026-11-01T06:15:00Z', '2026-11-01T06:45:00Z']
    await post(
      grace,
      at.map((occurred_at, i) => ({ id: `fall-${i}`, person: 'p', verb: 'v', occurred_at })),
    )
    const { histogram } = (await activity(grace)).body
    const counts = Object.fromEntries(histogram.map(({ hour, count }: any) => [hour, count]))
    expect([counts['2026-11-01T01:00:00-04:00'], counts['2026-11-01T01:00:00-05:00']]).toEqual([1, 2])
    clock.at = before
  })

  test('is kept for a minute, unless something happens', async () => {
    const { clock } = await app()
    const hedy = await signUp(await app(), 'feed-hedy')
    const hit = async () => (await activity(hedy)).body.cache_metadata.cache_hit
    expect([await hit(), await hit()]).toEqual([false, true])
    await post(hedy, { id: 'feed-now', person: 'p', verb: 'v' })
    expect((await activity(hedy)).body.items[0].id).toBe('feed-now')
    expect(await hit()).toBe(true)
    clock.at += 60_000
    const again = await signIn(await app(), hedy)
    expect((await activity(again)).body.items.length).toBe(3)
  })

  describe('asked for by day, person and kind', () => {
    const asked = async (member: Member, query: Record<string, string>) =>
      (await activity(member, `?${new URLSearchParams(query)}`)).body
    let joan: Member
    let sent: { id: string; person: string; verb: string; occurred_at: string }[]

    test('is of a local day, as far as it has gone', async () => {
      const { clock } = await app()
      joan = await signUp(await app(), 'feed-joan', 'Asia/Kathmandu')
      // Midnight there: a day begins and ends at 18:15 in UTC.
      const midnight = Math.floor((clock.at - 18.25 * HOUR) / DAY) * DAY + 18.25 * HOUR
      const from = midnight - 2 * DAY
      const at = [-1, 0, 1, HOUR, 5 * HOUR, DAY - 1, DAY, DAY + HOUR].map((ms) => from + ms)
      sent = at.map((ms, i) => ({
        id: `day-${i}`,
        person: `p${i % 2}`,
        verb: i % 3 === 0 ? 'note.created' : 'note.read',
        occurred_at: new Date(ms).toISOString(),
      }))
      await post(joan, sent)
      const day = new Date(from + 5.75 * HOUR).toISOString().slice(0, 10)
      const answer = await asked(joan, { day })
      expect(answer.items.map(({ id }: any) => id)).toEqual(['day-5', 'day-4', 'day-3', 'day-2', 'day-1'])
      expect([answer.total, answer.histogram.length]).toEqual([5, 24])
      expect(answer.histogram[0]).toEqual({ hour: `${day}T00:00:00+05:45`, count: 2 })
      const today = await asked(joan, { day: new Date(clock.at + 5.75 * HOUR).toISOString().slice(0, 10) })
      expect(today.items.map(({ person }: any) => person.name)).toEqual(['feed-joan'])
      expect((await asked(joan, { day: '2030-01-01' })).fields).toEqual({
        day: expect.stringContaining('is in the future'),
      })
      expect((await asked(joan, { day: 'today' })).fields).toHaveProperty('day')
    })

    test('is of one person, one kind, or both; a cursor goes on with the same', async () => {
      const day = (sent[1] as { occurred_at: string }).occurred_at
      const query = { day: new Date(Date.parse(day) + 5.75 * HOUR).toISOString().slice(0, 10) }
      const { people, verbs } = (
        await (
          await app()
        ).get(`/api/v1/metrics/activity/counts?${new URLSearchParams(query)}`, { token: joan.token })
      ).body
      expect(verbs).toEqual([
        { verb: 'note.read', count: 4 },
        { verb: 'note.created', count: 1 },
      ])
      expect(people.map((one: any) => [one.person.external_id, one.count])).toEqual([
        ['p1', 3],
        ['p0', 2],
      ])
      const person_id = people[0].person.id
      const ids = async (more: Record<string, string>) => {
        const { items, total } = await asked(joan, { ...query, ...more })
        expect(total).toBe(items.length)
        return items.map(({ id }: any) => id)
      }
      expect(await ids({ person_id })).toEqual(['day-5', 'day-3', 'day-1'])
      expect(await ids({ verb: 'note.created' })).toEqual(['day-3'])
      expect(await ids({ verb: 'note.created', person_id })).toEqual(['day-3'])
      expect(await ids({ verb: 'note' })).toEqual([])
      const { body: hers } = await (await app()).get(
        `/api/v1/metrics/activity/counts?${new URLSearchParams({ ...query, person_id })}`,
        { token: joan.token },
      )
      expect([hers.verbs, hers.people.length]).toEqual([
        [
          { verb: 'note.read', count: 2 },
          { verb: 'note.created', count: 1 },
        ],
        2,
      ])
      const first = await asked(joan, { ...query, person_id, limit: '2' })
      const cursor = first.next_cursor
      const second = await asked(joan, { ...query, person_id, limit: '2', cursor })
      expect([second.items.map(({ id }: any) => id), second.next_cursor]).toEqual([['day-1'], null])
      expect((await asked(joan, { ...query, limit: '2', cursor })).code).toBe('invalid_cursor')
    })
  })

  test('is each organization’s own, and so is its cursor', async () => {
    const eve = await signUp(await app(), 'feed-eve')
    const mallory = await signUp(await app(), 'feed-mallory')
    await post(
      eve,
      [1, 2, 3].map((i) => ({ id: `eve-${i}`, person: 'p', verb: 'v' })),
    )
    const { body } = await activity(eve, '?limit=1')
    expect((await activity(mallory)).body.items).toHaveLength(1)
    expect((await activity(mallory, `?cursor=${body.next_cursor}`)).body.code).toBe('invalid_cursor')
  })
})

describe('The hours of a clock', () => {
  test('keep every count, follow each other, and last an hour where nothing is set', () => {
    const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns']
    const day = { min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer(day),
        fc.array(fc.nat({ max: DAY - 1 })),
        (zone, until, ago) => {
          const quarters = new Map<number, number>()
          for (const ms of ago) {
            const quarter = Math.floor((until - ms) / QUARTER_MS)
            quarters.set(quarter, (quarters.get(quarter) ?? 0) + 1)
          }
          const hours = localHours(localDays(zone), until - DAY, until, quarters)
          expect(hours.reduce((sum, { count }) => sum + count, 0)).toBe(ago.length)
          expect(new Set(hours.map(({ hour }) => hour)).size).toBe(hours.length)
          const starts = hours.map(({ hour }) => Date.parse(hour))
          expect(starts).toEqual(starts.toSorted((a, b) => a - b))
          expect(hours.length).toBeWithin(24, 28)
        },
      ),
    )
  })
})
