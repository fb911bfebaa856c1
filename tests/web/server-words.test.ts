/** What the server says of its parts, jobs and backups, in German. */
import { expect, test } from 'bun:test'
import { setLanguage } from '../../src/web/format/locale.ts'
import { de } from '../../src/web/texts/de/operations.ts'
import { en } from '../../src/web/texts/en/operations.ts'

const inGerman = <T>(say: () => T): T => {
  setLanguage('de')
  try {
    return say()
  } finally {
    setLanguage('en')
  }
}

test('what jobs did, and where they failed', () => {
  const said = inGerman(() =>
    [
      'rebuilt 0 outdated organizations',
      'closed 929 days of 2 organizations',
      'compared 3 of 3 organizations, 1 rows differed',
      'deleted 3 sessions, 1 one_time_tokens',
      'erased 1 candidates, 2 failed; the store is away',
      'fired 1 times in 1 organizations',
      'did what no version before did',
    ].map(de.jobDetail),
  )
  expect(said).toEqual([
    'nichts zu tun',
    '929 Tage von 2 Organisationen abgeschlossen',
    '3 von 3 Organisationen verglichen, 1 Zeile wich ab',
    'gelöscht: 3 Sitzungen, 1 Links',
    '1 Kandidat gelöscht, 2 fehlgeschlagen: the store is away',
    '1 Alarm in 1 Organisation gemeldet',
    'did what no version before did',
  ])
  expect(
    [
      'rebuilt 0 outdated organizations',
      'deleted nothing',
      'indexed 4 texts',
      'closed 11 days of 1 organizations',
      'fired 0 times in 0 organizations',
    ].map(en.jobDetail),
  ).toEqual([
    'nothing to do',
    'nothing to do',
    'indexed 4 texts',
    'closed 11 days of 1 organization',
    'nothing to do',
  ])
})

test('what came of a proof', () => {
  expect(de.proofDetail('It is cut short: its end is missing.')).toBe(
    'Sie ist abgeschnitten: ihr Ende fehlt.',
  )
  const detail =
    'Restored into a scratch file: 74 tables and 10,801 rows are what they were, and so are 2 dashboards.'
  expect(inGerman(() => de.proofDetail(detail))).toBe(
    'In eine Probedatei zurückgespielt: 74 Tabellen und 10.801 Zeilen sind, was sie waren, und 2 Übersichten auch.',
  )
})

test('how parts are, and what to do', () => {
  const jobs = {
    state: 'warning',
    detail: 'failed: clean_up; operations/jobs says why.',
    failed: ['clean_up'],
    late: [],
  }
  const away = { state: 'failed', detail: 'It did not answer within 2500 ms.' }
  const full = { state: 'warning', detail: '1 GB are free', free_bytes: 1e9 }
  const said = inGerman(() => [
    de.checkDetail('jobs', jobs),
    de.checkDetail('database', away),
    de.checkDetail('disk', full),
    de.checkDetail('none', { state: 'failed', detail: 'as the server says' }),
  ])
  expect(said).toEqual([
    'Fehlgeschlagen: Aufräumen.',
    'Hat binnen 2.500 ms nicht geantwortet.',
    '1 GB sind frei, wo DATA_DIR liegt: schaffen Sie Platz, bevor nichts mehr geschrieben werden kann.',
    'as the server says',
  ])
})
