/** What the page knows of metrics before it has asked is what the API says of them. */
import { expect, test } from 'bun:test'
import { listDefinitions } from '../../src/metrics/read/definitions.ts'
import { formOf, isAdditive, kindOf, METRICS } from '../../src/web/format/metrics.ts'
import { en as metrics } from '../../src/web/texts/en/metrics.ts'

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

test('a number is called the same by the API and by the page', () => {
  for (const { name, title } of definitions) expect([name, metrics.name(name)]).toEqual([name, title])
})
