/** Why a line of an import is not taken, in German, by the code, which stays. Others keep the server's words. */
import type { RefusedLine } from '../../../../docs/api-types.ts'
import { count } from '../../format/numbers.ts'
import { of } from './counting.ts'

type Params = NonNullable<RefusedLine['params']>

const UNITS: Record<string, string> = { seconds: 'Sekunden', milliseconds: 'Millisekunden' }

/** What is wrong with a field stands behind its name. */
const WORDS: Record<string, (params: Params) => string> = {
  no_object: ({ field }) => (field === undefined ? 'muss ein JSON-Objekt sein' : 'muss ein Objekt sein'),
  unknown_field: ({ nearest }) =>
    nearest === undefined ? 'hat ein Ereignis nicht' : `hat ein Ereignis nicht: ist ${nearest} gemeint?`,
  missing: () => 'fehlt',
  no_text: () => 'muss ein Text sein',
  empty: () => 'darf nicht leer sein',
  too_long: ({ field, most }) =>
    `darf ${field === 'properties' ? 'als JSON ' : ''}höchstens ${number(most)} Zeichen haben`,
  not_storable: () => 'enthält ein NUL oder halbe Zeichen und lässt sich so nicht aufbewahren',
  no_flag: () => 'muss true oder false sein',
  too_deep: ({ most }) => `darf höchstens ${number(most)} Ebenen tief sein`,
  inexact_number: () => 'ist eine Zahl, die sich so nicht genau aufbewahren lässt: schicken Sie sie als Text',
  no_instant: () => 'muss ISO 8601 mit einer Zone sein, wie 2026-03-08T12:00:00Z',
  no_number: ({ unit }) => `muss eine Zahl von ${UNITS[String(unit)] ?? unit} seit 1970 sein`,
  before_1970: () => 'liegt vor 1970',
  in_the_future: () => 'liegt in der Zukunft',
  seconds_as_milliseconds: () =>
    'liegt in den ersten Tagen von 1970: sind es Sekunden? Dann gehört time=s dazu',
  no_json: () => 'ist kein JSON: jede Zeile ist ein eigenes Objekt',
  columns: ({ found, expected }) => `hat ${of(Number(found), 'Spalte', 'Spalten')} statt ${number(expected)}`,
  line_too_long: ({ most }) => `ist länger als ${number(most)} Bytes`,
  no_utf8: () => 'ist kein UTF-8',
  open_quote: ({ lost }) =>
    `ein Feld in Anführungszeichen wird nicht geschlossen${Number(lost) > 0 ? `: ${of(Number(lost), 'Zeile danach galt', 'Zeilen danach galten')} als Teil davon, ungelesen` : ''}`,
  stray_quote: () => 'ein Anführungszeichen steht in einem Feld, das nicht mit einem beginnt',
  text_after_quote: () => 'nach einem Feld in Anführungszeichen kommt noch etwas',
}

export function refusal({ code, params = {}, reason }: RefusedLine): string {
  const words = WORDS[code ?? '']?.(params)
  if (words === undefined) return reason
  return params.field === undefined ? words : `${params.field} ${words}`
}

function number(value: Params[string] | undefined): string {
  return count(Number(value))
}
