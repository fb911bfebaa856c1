/** The line with which a new key is tried. */
import { expect, test } from 'bun:test'
import { mayOnlyReport, tryLine } from '../../src/web/views/keys/try-line.ts'

const ORIGIN = 'https://almanac.example'

test('a key that may read is tried without an event, which would put a person into the numbers', () => {
  for (const scopes of [['ingest', 'read'], ['read'], ['write'], ['ingest', 'admin']] as const) {
    expect(tryLine(ORIGIN, 'key', scopes)).toStartWith(`curl ${ORIGIN}/api/v1/metrics/dashboard `)
    expect(mayOnlyReport(scopes)).toBe(false)
  }
  expect(tryLine(ORIGIN, 'key', ['ingest'])).toStartWith(`curl ${ORIGIN}/api/v1/events `)
  expect(mayOnlyReport(['ingest'])).toBe(true)
})
