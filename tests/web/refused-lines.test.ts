/** Why lines of an import are not taken, as the server says it, in German. */
import { expect, test } from 'bun:test'
import type { RefusedLine } from '../../docs/api-types.ts'
import { REFUSAL_CODES } from '../../src/modules/events/event-refusal.ts'
import { type HistoryFormat, readHistory } from '../../src/modules/events/read-history.ts'
import { setLanguage } from '../../src/web/format/locale.ts'
import { de } from '../../src/web/texts/de/administration.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const AT = '2026-11-19T12:00:00Z'

const seen = new Set<string | undefined>()

/** In German. */
async function refused(text: string | Uint8Array, format: Partial<HistoryFormat> = {}) {
  const stream = new Blob([text as BlobPart]).stream()
  const all: RefusedLine[] = []
  for await (const lines of readHistory(
    stream,
    { format: 'ndjson', core: true, time: 'iso', ...format },
    () => NOW,
  ))
    all.push(...lines.flatMap(({ number, refusal }) => (refusal ? { line: number, ...refusal.wired } : [])))
  setLanguage('de')
  try {
    return all.map((one) => {
      seen.add(one.code)
      return de.importsView.refusedLine(one)
    })
  } finally {
    setLanguage('en')
  }
}

function line(more: object): string {
  return JSON.stringify({ id: 'a', person: 'b', verb: 'c', occurred_at: AT, ...more })
}

test('of objects, by what is wrong with them', async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`)
  const said = await refused(
    [
      ...[
        '[]',
        '{',
        `"${'x'.repeat(70_000)}"`,
        line({ mood: 'good' }),
        line({ personn: 'b' }),
        line({ id: 1 }),
      ],
      ...[
        line({ id: 'x'.repeat(201) }),
        line({ verb: ' ' }),
        line({ verb: 'a\0' }),
        line({ verb: '\ud800' }),
      ],
      ...[line({ core: 'yes' }), line({ occurred_at: '' }), line({ occurred_at: '1969-01-01T00:00:00Z' })],
      ...[line({ occurred_at: '2027-01-01T00:00:00Z' }), line({ occurred_at: '2026-11-19T12:00:00' })],
      ...[line({ occurred_at: 'today' }), line({ properties: [] }), line({ properties: deep })],
      line({ properties: { a: 'x'.repeat(20_000) } }),
      line({ properties: { a: 1 } }).replace('1}', '9007199254740993}'),
    ].join('\n'),
  )
  expect(said).toEqual([
    'Zeile 1: muss ein JSON-Objekt sein',
    'Zeile 2: ist kein JSON: jede Zeile ist ein eigenes Objekt',
    'Zeile 3: ist länger als 65.536 Bytes',
    'Zeile 4: mood hat ein Ereignis nicht',
    'Zeile 5: personn hat ein Ereignis nicht: ist person gemeint?',
    'Zeile 6: id muss ein Text sein',
    'Zeile 7: id darf höchstens 200 Zeichen haben',
    'Zeile 8: verb darf nicht leer sein',
    'Zeile 9: verb enthält ein NUL oder halbe Zeichen und lässt sich so nicht aufbewahren',
    'Zeile 10: verb enthält ein NUL oder halbe Zeichen und lässt sich so nicht aufbewahren',
    'Zeile 11: core muss true oder false sein',
    'Zeile 12: occurred_at fehlt',
    'Zeile 13: occurred_at liegt vor 1970',
    'Zeile 14: occurred_at liegt in der Zukunft',
    'Zeile 15: occurred_at muss ISO 8601 mit einer Zone sein, wie 2026-03-08T12:00:00Z',
    'Zeile 16: occurred_at muss ISO 8601 mit einer Zone sein, wie 2026-03-08T12:00:00Z',
    'Zeile 17: properties muss ein Objekt sein',
    'Zeile 18: properties darf höchstens 50 Ebenen tief sein',
    'Zeile 19: properties darf als JSON höchstens 16.384 Zeichen haben',
    'Zeile 20: properties.a ist eine Zahl, die sich so nicht genau aufbewahren lässt: schicken Sie sie als Text',
  ])
})

test('of records of a CSV, and of times that are numbers', async () => {
  const csv = await refused(
    `id,person,verb,occurred_at\n1,2\n1,"a"b,c,${AT}\n1,2,3,4,5\n1,2"b,c,${AT}\n1,2,3,"${AT}\n1,"2"x`,
    { format: 'csv' },
  )
  const numbers = (time: 's' | 'ms') =>
    refused([line({ occurred_at: 'x' }), line({ occurred_at: 1_700_000_000 })].join('\n'), { time })
  const bytes = await refused(new Uint8Array([0x7b, 0xff, 0x0a]))
  const said = [...csv, ...(await numbers('s')), ...(await numbers('ms')), ...bytes]
  expect(said).toEqual([
    'Zeile 2: hat 2 Spalten statt 4',
    'Zeile 3: nach einem Feld in Anführungszeichen kommt noch etwas',
    'Zeile 4: hat 5 Spalten statt 4',
    'Zeile 5: ein Anführungszeichen steht in einem Feld, das nicht mit einem beginnt',
    'Zeile 6: ein Feld in Anführungszeichen wird nicht geschlossen',
    'Zeile 7: nach einem Feld in Anführungszeichen kommt noch etwas',
    'Zeile 1: occurred_at muss eine Zahl von Sekunden seit 1970 sein',
    'Zeile 1: occurred_at muss eine Zahl von Millisekunden seit 1970 sein',
    'Zeile 2: occurred_at liegt in den ersten Tagen von 1970: sind es Sekunden? Dann gehört time=s dazu',
    'Zeile 1: ist kein UTF-8',
  ])
})

test('of a quote that is not closed, with how many lines it takes along', async () => {
  const said = await refused(`id,person,verb,occurred_at\n1,2,3,"${AT}\n4\n5`, { format: 'csv' })
  expect(said).toEqual([
    'Zeile 2: ein Feld in Anführungszeichen wird nicht geschlossen: 2 Zeilen danach galten als Teil davon, ungelesen',
  ])
})

test('of whatever reason there is', () => {
  expect([...seen].sort()).toEqual(REFUSAL_CODES.toSorted())
})

test('what the server says otherwise stays as it is', () => {
  for (const more of [{}, { code: 'asleep', params: { field: 'person' } }]) {
    const refused = { line: 3, reason: 'person is asleep', ...more }
    expect(de.importsView.refusedLine(refused)).toBe('Zeile 3: person is asleep')
  }
})
