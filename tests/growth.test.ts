import { expect, test } from 'bun:test'
import { postEvents, readDashboard, type Sent } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { type Member, signUp } from './people.ts'

onEachEngine('The growth of a week over the week before', (engine) => {
  const app = sharedApp(engine)
  let made = 0
  /** Each of so many people acts at noon of each of the dates. */
  const act = async (ada: Member, name: string, people: number, ...dates: string[]) => {
    const events = Array.from({ length: people }, (_, i) =>
      dates.map((date): Sent => {
        made += 1
        return { id: `e${made}`, person: `${name} ${i}`, at: Date.parse(`${date}T12:00:00Z`), core: false }
      }),
    ).flat()
    await postEvents(await app(), ada, events)
  }
  const dashboard = async (ada: Member, asOf?: string) => readDashboard(await app(), ada, asOf)

  test('in active people names the gained and the lost, and what chance makes of them', async () => {
    const ada = await signUp(await app(), 'growth-ada')
    await act(ada, 'faithful', 8, '2026-11-07', '2026-11-19')
    await act(ada, 'lost', 5, '2026-11-06', '2026-11-12')
    await act(ada, 'gained', 12, '2026-10-01', '2026-11-13', '2026-11-14')
    const { user_metrics, notes } = await dashboard(ada)
    expect(user_metrics.active_users_growth_rate).toBe(53.8)
    expect(notes.active_users_growth_rate).toEqual({
      numerator: 7,
      denominator: 13,
      low_n: true,
      gained: 12,
      lost: 5,
      p_value: 0.1435,
      significant: false,
    })
  })

  test('in new people compares two counts', async () => {
    const grace = await signUp(await app(), 'growth-grace')
    await act(grace, 'old', 1, '2026-09-01', '2026-11-10')
    await act(grace, 'before', 5, '2026-11-12', '2026-11-15')
    await act(grace, 'now', 10, '2026-11-13')
    const { user_metrics, notes } = await dashboard(grace)
    expect(user_metrics.new_users_growth_rate).toBe(100)
    expect(notes.new_users_growth_rate).toEqual({
      numerator: 5,
      denominator: 5,
      low_n: true,
      p_value: 0.3018,
      significant: false,
    })
    await act(grace, 'many', 30, '2026-11-14')
    expect((await dashboard(grace)).notes.new_users_growth_rate).toMatchObject({
      numerator: 35,
      denominator: 5,
      significant: true,
    })
  })

  test('is none from nothing to something, and zero from nothing to nothing', async () => {
    const hedy = await signUp(await app(), 'growth-hedy')
    await act(hedy, 'first', 3, '2026-06-01')
    const still = await dashboard(hedy)
    await act(hedy, 'first', 3, '2026-11-18')
    await act(hedy, 'second', 2, '2026-11-18')
    const grown = await dashboard(hedy)
    for (const name of ['active_users_growth_rate', 'new_users_growth_rate']) {
      expect([name, still.user_metrics[name], still.notes[name].reason]).toEqual([name, 0, undefined])
      expect(still.notes[name]).toMatchObject({ numerator: 0, denominator: 0, p_value: 1 })
      expect([name, grown.user_metrics[name]]).toEqual([name, null])
      expect(grown.notes[name]).toMatchObject({
        reason: expect.stringMatching(/in the week before$/),
        new_from_zero: true,
        significant: false,
      })
    }
    expect(grown.notes.active_users_growth_rate).toMatchObject({ gained: 5, lost: 0 })
  })

  test('waits until two whole weeks of the organization can be compared', async () => {
    const edsger = await signUp(await app(), 'growth-edsger')
    await act(edsger, 'first', 2, '2026-11-01')
    await act(edsger, 'second', 3, '2026-11-12')
    // Fourteen days have ended on the 14th, which the 15th calls yesterday.
    for (const name of ['active_users_growth_rate', 'new_users_growth_rate']) {
      const early = await dashboard(edsger, '2026-11-14')
      expect([early.user_metrics[name], early.notes[name]]).toEqual([
        null,
        { reason: 'immature', code: 'immature', available_on: '2026-11-15' },
      ])
      expect((await dashboard(edsger, '2026-11-15')).user_metrics[name]).toBe(50)
    }
  })
})

onEachEngine('Retention', (engine) => {
  const app = sharedApp(engine)

  test('says between what it lies, because it was counted of few', async () => {
    const ada = await signUp(await app(), 'interval-ada')
    const on = (person: number, date: string): Sent => ({
      id: `${person} ${date}`,
      person: `p${person}`,
      at: Date.parse(`${date}T12:00:00Z`),
      core: false,
    })
    const eight = [1, 2, 3, 4, 5, 6, 7, 8]
    await postEvents(await app(), ada, [
      ...eight.map((person) => on(person, '2026-09-21')),
      ...eight.slice(2).map((person) => on(person, '2026-11-01')),
    ])
    const { user_metrics, notes } = await readDashboard(await app(), ada)
    expect(user_metrics.user_retention).toBe(75)
    expect(notes.user_retention).toEqual({
      numerator: 6,
      denominator: 8,
      low_n: true,
      interval_95: { low: 40.9, high: 92.9 },
    })
  })
})
