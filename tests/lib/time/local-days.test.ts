import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { dateToDay, dayToDate, localDays, timeZoneNamed } from '../../../src/lib/time/local-days.ts'
import { localDate } from '../../brute-force.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ZONES = Intl.supportedValuesOf('timeZone')
/** `LOCAL_DAY_YEARS=1990-2037` for all of them, which takes minutes. */
const [FIRST_YEAR, LAST_YEAR] = (process.env.LOCAL_DAY_YEARS ?? '').split('-').map(Number)
const YEARS = LAST_YEAR
  ? Array.from({ length: LAST_YEAR - (FIRST_YEAR ?? LAST_YEAR) + 1 }, (_, i) => (FIRST_YEAR ?? 0) + i)
  : [2011, 2026]

const dayOf = (date: string) => dateToDay(date) as number

describe('A local day', () => {
  test.each([
    ['Europe/Berlin', '2026-07-01', 86_400],
    ['America/New_York', '2026-03-08', 82_800],
    ['America/New_York', '2026-11-01', 90_000],
    ['Australia/Lord_Howe', '2026-04-05', 88_200],
    ['Australia/Lord_Howe', '2026-10-04', 84_600],
    ['Antarctica/Troll', '2026-03-29', 79_200],
    ['Antarctica/Troll', '2026-10-25', 93_600],
    ['America/Santiago', '2026-09-06', 82_800],
    ['America/Santiago', '2026-04-04', 90_000],
    ['Africa/Casablanca', '2026-02-15', 90_000],
    ['Africa/Casablanca', '2026-03-22', 82_800],
    ['Pacific/Apia', '2011-12-29', 86_400],
    ['Pacific/Apia', '2011-12-30', 0],
    ['Pacific/Apia', '2011-12-31', 86_400],
  ])('in %s, %s, has %d seconds', (zone, date, seconds) => {
    const days = localDays(zone)
    expect((days.startOf(dayOf(date) + 1) - days.startOf(dayOf(date))) / 1000).toBe(seconds)
  })

  test.each([
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '01:00'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', '01:00'],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', '01:00'],
    ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z', '01:00'],
    ['Asia/Kathmandu', '2026-03-08', '2026-03-07T18:15:00.000Z', '00:00'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', '00:00'],
  ])('in %s, %s, starts at %s, when clocks show %s', (zone, date, instant, clock) => {
    const start = localDays(zone).startOf(dayOf(date))
    expect(new Date(start).toISOString()).toBe(instant)
    const shown = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
    expect(shown.format(start)).toBe(clock)
  })

  // From 00:01 back to 23:01 (in 1988 to 22:01), and from 02:00 back to 23:00.
  test.each([
    ['America/St_Johns', '2010-11-06', '2010-11-07T02:30Z', '2010-11-07T03:30Z'],
    ['America/St_Johns', '1988-10-29', '1988-10-30T01:30Z', '1988-10-30T03:30Z'],
    ['Antarctica/Casey', '2010-03-04', '2010-03-04T13:00Z', '2010-03-04T16:00Z'],
    ['America/New_York', '2026-11-01', '2026-11-02T05:00Z', '2026-11-02T05:00Z'],
    ['America/Santiago', '2026-04-04', '2026-04-05T04:00Z', '2026-04-05T04:00Z'],
    ['Pacific/Apia', '2011-12-29', '2011-12-30T10:00Z', '2011-12-30T10:00Z'],
  ])('in %s, %s, ends when its date cannot return', (zone, date, nextStart, end) => {
    const days = localDays(zone)
    expect(days.startOf(dayOf(date) + 1)).toBe(Date.parse(nextStart))
    expect(days.endOf(dayOf(date))).toBe(Date.parse(end))
  })

  test('is what Intl says, at any instant in any zone', () => {
    const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0) })
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, at) => {
        expect(dayToDate(localDays(zone).dayOf(at))).toBe(localDate(zone, at))
      }),
      { numRuns: 500 },
    )
  })

  for (const year of YEARS) {
    test(`of ${year}, in each of the zones, starts with the first instant of its date`, () => {
      const [first, next] = [dayOf(`${year}-01-01`), dayOf(`${year + 1}-01-01`)]
      const wrong: string[] = []
      for (const zone of ZONES) {
        const days = localDays(zone)
        let sum = 0
        for (let day = first; day < next; day += 1) {
          const [start, end] = [days.startOf(day), days.startOf(day + 1)]
          sum += end - start
          const date = dayToDate(day)
          const isRight = localDate(zone, start) === date && localDate(zone, start - 1) < date
          if (start !== end && !isRight) wrong.push(`${zone} ${date} ${new Date(start).toISOString()}`)
        }
        const lasted = yearStart(zone, year + 1) - yearStart(zone, year)
        if (sum !== lasted) wrong.push(`${zone}: the days of ${year} last ${sum - lasted} ms too long`)
      }
      expect(wrong).toEqual([])
    }, 60_000)
  }

  test('and its date are the same thing', () => {
    for (const date of ['1970-01-01', '2024-02-29', '2026-12-31', '1969-12-31']) {
      expect(dayToDate(dayOf(date))).toBe(date)
    }
  })

  test.each([
    // 00:00:30 on the 7th, before the clock goes back to 23:01 of the 6th; and once that is over.
    ['America/St_Johns', '2010-11-07T02:30:30Z', '2010-11-06'],
    ['America/St_Johns', '2010-11-07T03:29:59Z', '2010-11-06'],
    ['America/St_Johns', '2010-11-07T03:30:00Z', '2010-11-07'],
    // The day before this one does not exist.
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29'],
    ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-08'],
    ['America/New_York', '2026-03-08T04:59:59Z', '2026-03-07'],
  ])('in %s is the first to end after %s: %s', (zone, instant, date) => {
    expect(dayToDate(localDays(zone).dayEndingAfter(Date.parse(instant)))).toBe(date)
  })

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-3-8',
    '2026-03-08T00:00',
    ' 2026-03-08',
    '0000-12-31',
    'today',
    '',
  ])('is not named by %j', (date) => {
    expect(dateToDay(date)).toBeNull()
  })
})

describe('A time zone', () => {
  test.each(['Europe/Berlin', 'UTC', 'Asia/Calcutta', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'])(
    'is %s',
    (name) => {
      expect(timeZoneNamed(name)).toBe(name)
    },
  )

  test.each(['Mars/Olympus', '+02:00', '-0500', '', 'Europe/ Berlin'])('is not %j', (name) => {
    expect(timeZoneNamed(name)).toBeNull()
  })
})

/** The first instant of a year, looked for in steps that every offset since 1990 is made of. */
function yearStart(zone: string, year: number): number {
  let at = Date.UTC(year, 0) - 15 * HOUR
  while (localDate(zone, at) < `${year}-01-01`) at += 15 * MINUTE
  return at
}
