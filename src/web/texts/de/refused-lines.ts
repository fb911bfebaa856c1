/** Why a line of an import is not taken, in German. What the server says otherwise stays as it is. */
import { count } from '../../format/numbers.ts'
import { of } from './counting.ts'
import { de as problems } from './problems.ts'
import { translated, type Words } from './words.ts'

const n = (digits: string | undefined) => Number((digits ?? '0').replaceAll(',', ''))

const OF_LINES: Words = [
  [/^must be a JSON object$/, () => 'muss ein JSON-Objekt sein'],
  [
    /^is not JSON: each line is an object of its own$/,
    () => 'ist kein JSON: jede Zeile ist ein eigenes Objekt',
  ],
  [/^is longer than ([\d,]+) bytes$/, (bytes) => `ist länger als ${count(n(bytes))} Bytes`],
  [/^is not valid UTF-8$/, () => 'ist kein UTF-8'],
  [
    /^has (\d+) columns instead of (\d+)$/,
    (has, wanted) => `hat ${of(n(has), 'Spalte', 'Spalten')} statt ${count(n(wanted))}`,
  ],
  [
    /^unexpected text after the quoted field (\d+)$/,
    (field) => `nach Feld ${field}, das in Anführungszeichen steht, kommt noch etwas`,
  ],
  [/^a quoted field is not closed$/, () => NOT_CLOSED],
  [
    /^a quoted field is not closed: line (\d+) was taken for a part of it, and not read$/,
    (line) => `${NOT_CLOSED}: Zeile ${line} galt als Teil davon und wurde nicht gelesen`,
  ],
  [
    /^a quoted field is not closed: lines (\d+) to (\d+) were taken for a part of it, and not read$/,
    (from, to) =>
      `${NOT_CLOSED}: die Zeilen ${from} bis ${to} galten als Teil davon und wurden nicht gelesen`,
  ],
]
const NOT_CLOSED = 'ein Feld in Anführungszeichen wird nicht geschlossen'

const OF_FIELDS: Words = [
  [/^must be true or false$/, () => 'muss true oder false sein'],
  [/^must be an object$/, () => 'muss ein Objekt sein'],
  [/^must not contain NUL$/, () => 'darf kein NUL enthalten'],
  [/^must be well-formed Unicode$/, () => 'muss richtiges Unicode sein'],
  [/^must be at most (\d+) levels deep$/, (levels) => `darf höchstens ${levels} Ebenen tief sein`],
  [
    /^must have at most (\d+) characters as JSON$/,
    (most) => `darf als JSON höchstens ${count(n(most))} Zeichen haben`,
  ],
  [
    /^must be a number of (seconds|milliseconds) since 1970$/,
    (unit) => `muss eine Zahl von ${unit === 'seconds' ? 'Sekunden' : 'Millisekunden'} seit 1970 sein`,
  ],
  [
    /^is in the first days of 1970: is it seconds\? Say time=s$/,
    () => 'liegt in den ersten Tagen von 1970: sind es Sekunden? Dann gehört time=s dazu',
  ],
  [
    /^must be ISO 8601 with a zone, such as (\S+)(?:: (it says no zone)?.*)?$/,
    (such, none) =>
      `muss ISO 8601 mit einer Zone sein, wie ${such}${none ? ': es nennt keine, wie Z oder +02:00' : ''}`,
  ],
  [/^is unknown: did you mean (.+)\?$/, (name) => `gibt es nicht: ist ${name} gemeint?`],
  [/^is unknown: there is (.+)$/, (names) => `gibt es nicht, wohl aber ${names}`],
]

export function refusal(reason: string): string {
  const ofLine = translated(OF_LINES, reason)
  if (ofLine !== null) return ofLine
  const [, field, what] = /^(\S+) (.+)$/s.exec(reason) ?? []
  if (field === undefined || what === undefined) return reason
  return `${field} ${translated(OF_FIELDS, what) ?? problems.field(what)}`
}
