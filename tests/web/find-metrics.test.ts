import { expect, test } from 'bun:test'
import { METRICS } from '../../src/web/format/metrics.ts'
import { de } from '../../src/web/texts/de/metrics.ts'
import { metricsFound } from '../../src/web/views/explore/find-metrics.ts'

const found = (typed: string) => metricsFound(typed, (name) => de.name(name))

test('metrics are found by words of their names, in any order, by accents or without, and as the API calls them', () => {
  expect(found('')).toEqual(Object.keys(METRICS))
  expect(found(' Sitzung ')).toEqual(['sessions', 'avg_session_duration'])
  expect(found('daily_active_users')).toEqual(['daily_active_users'])
  expect(found('users active daily')).toEqual(['daily_active_users'])
  expect([found('prufung'), found('PRÜFUNG')]).toEqual([['assessments_submitted'], ['assessments_submitted']])
  expect(found('revenue')).toEqual([])
})
