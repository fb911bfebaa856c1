/** Every language says all that English says, with what English is given. */
import { afterEach, expect, test } from 'bun:test'
import { DEFINITIONS } from '../../src/metrics/read/definitions.ts'
import { whenIn } from '../../src/web/format/calendar.ts'
import { dateOf, dayRange, longDay } from '../../src/web/format/dates.ts'
import { setLanguage } from '../../src/web/format/locale.ts'
import { count, hours, percent, shortCount } from '../../src/web/format/numbers.ts'
import { readDay } from '../../src/web/format/read-day.ts'
import { de as metrics } from '../../src/web/texts/de/metrics.ts'
import { de as overview } from '../../src/web/texts/de/overview.ts'
import { de as page } from '../../src/web/texts/de/page.ts'
import { de as work } from '../../src/web/texts/de/work.ts'
import { LOADERS } from '../../src/web/texts/languages.ts'

afterEach(() => setLanguage('en'))

/** What stands at each path: how many values a text is given, or that it is given none. */
function shapeOf(texts: object, path = ''): [path: string, given: string][] {
  return Object.entries(texts).flatMap(([name, text]): [string, string][] => {
    const at = `${path}.${name}`
    if (typeof text === 'function') return [[at, `given ${text.length}`]]
    return typeof text === 'object' && text !== null ? shapeOf(text, at) : [[at, 'given nothing']]
  })
}

/** The files of English, each beside that of the other language. */
const PAIRS = await Promise.all(
  Object.entries(LOADERS.de).map(async ([name, load]): Promise<[object, object]> => {
    const { en } = await import(`../../src/web/texts/en/${name}.ts`)
    return [en, await load()]
  }),
)

test('German has the same texts, given the same', () => {
  for (const [english, german] of PAIRS) expect(shapeOf(german)).toEqual(shapeOf(english))
})

test('no sentence of German stayed in English', () => {
  for (const [english, german] of PAIRS) {
    const said = new Map(sentencesOf(english))
    expect(sentencesOf(german).filter(([at, text]) => said.get(at) === text)).toEqual([])
  }
})

/** Single words may be the same in both. */
function sentencesOf(texts: object, path = ''): [path: string, text: string][] {
  return Object.entries(texts).flatMap(([name, text]): [string, string][] => {
    if (typeof text === 'object' && text !== null) return sentencesOf(text, `${path}.${name}`)
    return typeof text === 'string' && /\p{L} .*\p{L}/u.test(text) ? [[`${path}.${name}`, text]] : []
  })
}

test('what chooses its words by a value chooses them for each', () => {
  for (const n of [0, 1, 2, 12, 1250]) {
    for (const text of [
      page.hours.events(n),
      work.tasks.made(n),
      overview.story.quiet([], n),
      page.frame.unread(n),
    ]) {
      expect(text).not.toMatch(/undefined|NaN|\[object/)
    }
  }
  expect(page.days.past('Sonntag, 22. Juni 2025', '2025-06-22', '2026-04-10')).toContain('vor 292 Tagen')
  expect(page.reason('a slope needs two days; a direction needs 21 days')).toBe('zu wenige Tage')
  expect(page.reason('immature')).toBe('jünger, als dafür nötig ist')
})

test('German numbers and days are written and read as in German', () => {
  setLanguage('de')
  const written = [count(-1250), percent(12.5), shortCount(1_234_567), hours(20.5), hours(170.4)]
  // What does not break is a space all the same.
  expect(written.map((text) => text.replace('\u00a0', ' '))).toEqual([
    '−1.250',
    '12,5 %',
    '1,2 Mio.',
    '20,5 Stunden',
    '7,1 Tage',
  ])
  expect([longDay('2026-04-09'), dateOf('2026-03-08'), dayRange('2026-04-03', '2026-04-09')]).toEqual([
    'Donnerstag, 9. April',
    '8. März',
    '3.–9. Apr.',
  ])
  const at = new Date('2026-04-09T12:12:00Z')
  expect(whenIn('Europe/Berlin', at, '2026-04-10', '2026-04-09')).toBe('gestern 14:12')
  for (const [typed, day] of [
    ['9. April', '2026-04-09'],
    ['8 märz', '2026-03-08'],
    ['gestern', '2026-04-09'],
    ['Heute', '2026-04-10'],
    ['KW 12', '2026-03-16'],
    ['22.6.2025', '2025-06-22'],
    ['5. Okt 2025', '2025-10-05'],
    ['bald', null],
  ] as const) {
    expect({ typed, day: readDay(typed, '2026-04-10') }).toEqual({ typed, day })
  }
})

test('every number that is defined has a name in German', () => {
  const isUnnamed = (metric: string) => metrics.name(metric).toLowerCase() === metric.replaceAll('_', ' ')
  expect(Object.keys(DEFINITIONS).filter(isUnnamed)).toEqual([])
})
