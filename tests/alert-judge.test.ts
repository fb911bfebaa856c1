/** What judges the days of an alert lets others have their turn: a day may be judged by half a year. */
import { expect, test } from 'bun:test'
import { firesOn } from '../src/metrics/alerts/episodes.ts'
import { judgeOf } from '../src/metrics/alerts/judge.ts'
import { readCalendar } from '../src/metrics/read/calendar.ts'
import { LOOK_BACK_DAYS } from '../src/metrics/read/daily-metrics.ts'
import { readDaySeries } from '../src/metrics/read/day-series.ts'
import { HISTORY_DAYS } from '../src/metrics/read/history.ts'
import { testApp } from './app.ts'
import { signUp } from './people.ts'

const UNUSUAL = { kind: 'unusual', side: 'either' } as const
const DAY = 86_400_000

test('each day that is judged is a turn of its own, also of those to which an alert looks back', async () => {
  await using app = await testApp('sqlite')
  const ada = await signUp(app, 'ada')
  app.clock.at += 300 * DAY
  const { calendar, series } = await app.context.db.for(ada.organization_id).read(async (q) => {
    const calendar = await readCalendar(q, app.clock.at)
    const from = calendar.today - 2 * HISTORY_DAYS - LOOK_BACK_DAYS
    return { calendar, series: await readDaySeries(q, calendar, from, calendar.today - 1) }
  })
  const { on, lastDay } = judgeOf('daily_active_users', UNUSUAL, series, calendar)
  let judged = 0
  const telling = {
    on: (day: number) => {
      judged += 1
      return on(day).then((judgement) => ({ ...judgement, holds: true }))
    },
    told: new Set([lastDay - 20]),
    ...{ condition: UNUSUAL, again_after_days: null },
  }
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  count()
  expect(await firesOn(telling, lastDay, lastDay)).toBe(false)
  isOver = true
  expect(judged).toBeGreaterThan(20)
  expect(turns).toBeGreaterThanOrEqual(20)
})
