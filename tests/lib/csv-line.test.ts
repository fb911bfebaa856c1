import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { CsvLineError, parseCsvLine } from '../../src/lib/csv-line.ts'

describe('A line of CSV', () => {
  test.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['a,', ['a', '']],
    [' a , b ', [' a ', ' b ']],
    ['"a","b"', ['a', 'b']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",c', ['say "hi"', 'c']],
    ['""', ['']],
    ['"",""', ['', '']],
    ['""""', ['"']],
    ['a,"b",', ['a', 'b', '']],
    ['=1+1,名前', ['=1+1', '名前']],
  ])('%s has the fields %j', (line, fields) => {
    expect(parseCsvLine(line)).toEqual(fields)
  })

  test.each([
    ['"a', 'a quoted field is not closed on its line'],
    ['a,"b,c', 'a quoted field is not closed on its line'],
    ['"a""', 'a quoted field is not closed on its line'],
    ['"a"b,c', 'unexpected text after the quoted field 1'],
    ['a,"b" ,c', 'unexpected text after the quoted field 2'],
    ['a"b,c', 'a quote inside a field that is not quoted'],
    ['"a",b"', 'a quote inside a field that is not quoted'],
  ])('%s is refused: %s', (line, reason) => {
    expect(() => parseCsvLine(line)).toThrow(new CsvLineError(reason))
  })

  const text = fc.string({ unit: fc.constantFrom('a', 'ß', '🙂', ',', '"', ' ', '\r', '\t') })

  test('gives back whatever was quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.boolean()), { minLength: 1 }), (fields) => {
        const written = fields.map(([field, quoted]) =>
          quoted || /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field,
        )
        expect(parseCsvLine(written.join(','))).toEqual(fields.map(([field]) => field))
      }),
    )
  })

  test('is read or refused, whatever it holds', () => {
    fc.assert(
      fc.property(text, (line) => {
        try {
          expect(parseCsvLine(line).length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(CsvLineError)
        }
      }),
    )
  })
})
