/** What the page knows of metrics before it has asked is what the API says of them. */
import { expect, test } from 'bun:test'
import { listDefinitions } from '../../src/metrics/read/definitions.ts'
import { formOf, isAdditive, kindOf, METRICS } from '../../src/web/format/metrics.ts'
import { de } from '../../src/web/texts/de/definitions.ts'
import { reason } from '../../src/web/texts/de/reasons.ts'
import { en as metrics } from '../../src/web/texts/en/metrics.ts'
import { CARD_KINDS } from '../../src/web/views/overview/card-kinds.ts'

const definitions = listDefinitions()

test('counts are columns and all else is a line, and only what may be added up is', () => {
  const known = definitions.filter(({ name }) => METRICS[name])
  expect(known.map(({ name }) => name).sort()).toEqual(Object.keys(METRICS).sort())
  for (const { name, kind, additive } of known) {
    const form = formOf(name)
    expect([name, form]).toEqual([name, kind === 'count' ? 'columns' : 'line'])
    expect([name, additive]).toEqual([name, isAdditive(name)])
    expect([name, kind === 'stock']).toEqual([name, kindOf(name) === 'stock'])
  }
})

test('the cards of the overview are drawn by the kind that the API tells', () => {
  const kinds = definitions.filter(({ name }) => name in CARD_KINDS).map(({ name, kind }) => [name, kind])
  expect(Object.fromEntries(kinds)).toEqual(CARD_KINDS)
})

test('a number is called the same by the API and by the page', () => {
  for (const { name, title } of definitions) expect([name, metrics.name(name)]).toEqual([name, title])
})

test('German says of each number what it means, how it is made and when it is missing', () => {
  const english = definitions.flatMap((one) => {
    const german = de.said(one)
    const { name, sentence, formula, window, unit, missing_when } = one
    // The very same word in both.
    const pairs = { ...german, unit: unit === 'MiB' ? null : german.unit }
    const given = { sentence, formula, window, unit }
    const kept = (['sentence', 'formula', 'window', 'unit'] as const).filter((of) => pairs[of] === given[of])
    const unsaid = missing_when.filter((missing) => reason(missing.reason) === missing.reason)
    return [...kept, ...unsaid.map((missing) => missing.reason)].map((what) => `${name}: ${what}`)
  })
  expect(english).toEqual([])
})

test('of a number that is newer than the page, German shows what the API says', () => {
  const [first] = definitions
  if (!first) throw new Error('There are no definitions.')
  const newer = { ...first, name: 'happiness', sentence: 'How happy.', formula: 'smiles', window: 'ever' }
  expect(de.said(newer)).toEqual({
    sentence: 'How happy.',
    formula: 'smiles',
    window: 'ever',
    unit: 'Personen',
  })
})
