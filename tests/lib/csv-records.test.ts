import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type CsvFields, readCsv } from '../../src/lib/csv-records.ts'
import { csvRow, unescapeFormula } from '../../src/lib/csv-row.ts'

const MAX = 60
const MIB = 2 ** 20

const bytes = (text: string) => new TextEncoder().encode(text)
const fieldsOf = (records: CsvFields[]) => records.map(({ fields }) => fields)
const told = (records: CsvFields[]) =>
  records.map(({ number, fields, problem, lost }) => [number, fields ?? problem, ...(lost ? [lost] : [])])

describe('A record of CSV', () => {
  test.each([
    ['a,b,c', ['a', 'b', 'c']],
    [',', ['', '']],
    ['a,', ['a', '']],
    [' a ,\tb\u00a0', ['a', 'b']],
    ['" a "," b"', [' a ', ' b']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",c', ['say "hi"', 'c']],
    ['""', ['']],
    ['"",""', ['', '']],
    ['""""', ['"']],
    ['a,"b",', ['a', 'b', '']],
    ['"two\nlines",c', ['two\nlines', 'c']],
    ['"two\r\nlines\r",c', ['two\r\nlines\r', 'c']],
    ['"\n\n",c', ['\n\n', 'c']],
    ['=1+1,名前', ['=1+1', '名前']],
  ])('%j has the fields %j', async (text, fields) => {
    for (const end of ['', '\n', '\r\n']) {
      expect(told(await read(`${text}${end}`, MAX, ','))).toEqual([[1, fields]])
    }
  })

  test.each([
    ['a,"b,c', 'a quoted field is not closed'],
    ['"a""', 'a quoted field is not closed'],
    ['"a"b,c', 'unexpected text after the quoted field 1'],
    ['a,"b" ,c', 'unexpected text after the quoted field 2'],
    ['a"b,c', 'a quote inside a field that is not quoted'],
    ['"a",b"', 'a quote inside a field that is not quoted'],
  ])('%j is refused: %s', async (text, reason) => {
    expect(told(await read(text, MAX, ','))).toEqual([[1, reason]])
  })

  test.each([
    ['a;b,c;d', ['a', 'b,c', 'd']],
    ['a\tb c\td', ['a', 'b c', 'd']],
    ['a|b|c', ['a', 'b', 'c']],
    ['"a;;;",b', ['a;;;', 'b']],
    ['a', ['a']],
  ])('%j tells its separator', async (text, fields) => {
    expect(fieldsOf(await read(text))).toEqual([fields])
  })
})

describe('Records of CSV', () => {
  test('are counted by the lines on which they begin, and empty lines are none', async () => {
    const records = await read('\ufeffa,b\r\n\r\n"1\n2\n3",x\n\ny,"\n"\n')
    expect(told(records)).toEqual([
      [1, ['a', 'b']],
      [3, ['1\n2\n3', 'x']],
      [7, ['y', '\n']],
    ])
  })

  test('are never made of what a quoted field holds, however long it is', async () => {
    const inside = '2,bob\n'.repeat(50)
    expect(told(await read(`h,h\n1,"${inside}"\n3,x\n`))).toEqual([
      [1, ['h', 'h']],
      [2, `is longer than ${MAX} bytes`],
      [53, ['3', 'x']],
    ])
  })

  test('go on where it shows that a quote is not closed; what lies between is counted, and is none', async () => {
    const text = 'h,h\n1,"open\n2,bob\n3,x\n4,"late"\n5,y\n'
    expect(told(await read(text))).toEqual([
      [1, ['h', 'h']],
      [2, 'a quoted field is not closed: lines 3 to 4 were taken for a part of it, and not read', 2],
      [5, ['4', 'late']],
      [6, ['5', 'y']],
    ])
  })

  test('end with a quote that is not closed before the end of the file', async () => {
    expect(told(await read('h,h\n1,"open\n2,bob'))).toEqual([
      [1, ['h', 'h']],
      [2, 'a quoted field is not closed: line 3 was taken for a part of it, and not read', 1],
    ])
    expect(told(await read(`h,h\n1,"open\n${'2,bob\n'.repeat(500)}`))).toEqual([
      [1, ['h', 'h']],
      [2, 'a quoted field is not closed: lines 3 to 502 were taken for a part of it, and not read', 500],
    ])
  })

  test('that have a good field of several lines and then an open quote are told by the line of the quote', async () => {
    expect(told(await read('h,h\n"1\n2","open\n3,x\n'))).toEqual([
      [1, ['h', 'h']],
      [3, 'a quoted field is not closed: line 4 was taken for a part of it, and not read', 1],
    ])
  })

  test('that are not UTF-8 are told, and what their quotes hold is none', async () => {
    const text = Buffer.concat([bytes('h,h\n1,"'), Uint8Array.of(0xff), bytes('\n2,bob\n"\n3,x\n')])
    expect(told(await read(text))).toEqual([
      [1, ['h', 'h']],
      [2, 'is not valid UTF-8'],
      [5, ['3', 'x']],
    ])
  })

  test('may have exactly as many bytes as are allowed', async () => {
    const [most, more] = ['x'.repeat(MAX), 'x'.repeat(MAX + 1)]
    expect(told(await read(`${most}\n${more}\n"${'x'.repeat(MAX - 2)}"\n"${most}"`, MAX, ','))).toEqual([
      [1, [most]],
      [2, `is longer than ${MAX} bytes`],
      [3, ['x'.repeat(MAX - 2)]],
      [4, `is longer than ${MAX} bytes`],
    ])
  })

  test('are the same wherever the stream is cut', async () => {
    const text = Buffer.concat([
      bytes('\ufeffa;b\r\n"1\r\n""2"";";x\n'),
      bytes(`3;"${'2;bob\n'.repeat(20)}"\n`),
      bytes(`4;${'y'.repeat(3 * MAX)}"\n`),
      Uint8Array.of(0xff, 0x0a),
      bytes(`5;"${'z'.repeat(3 * MAX)}" text\n6;ß\n7;"open\n8;bob\n9;"late"\n`),
      bytes(`10;"open\n${'z'.repeat(2 * MAX)};"late"\n11;x\n12;"open\n13;bob`),
    ])
    const whole = told(await read(text))
    expect(whole).toEqual([
      [1, ['a', 'b']],
      [2, ['1\r\n"2";', 'x']],
      [4, `is longer than ${MAX} bytes`],
      [25, `is longer than ${MAX} bytes`],
      [26, 'is not valid UTF-8'],
      [27, 'unexpected text after the quoted field 2'],
      [28, ['6', 'ß']],
      [29, 'a quoted field is not closed: line 30 was taken for a part of it, and not read', 1],
      [31, ['9', 'late']],
      // Of a line that is too long the beginning is not held, so it is not read again.
      [32, 'a quoted field is not closed: line 33 was taken for a part of it, and not read', 1],
      [34, ['11', 'x']],
      [35, 'a quoted field is not closed: line 36 was taken for a part of it, and not read', 1],
    ])
    for (let at = 0; at <= text.length; at += 1) {
      const cut = [text.subarray(0, at), text.subarray(at)]
      expect({ at, records: told(await readChunks(cut)) }).toEqual({ at, records: whole })
    }
    for (const size of [1, 2, 3, 7, MAX]) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.subarray(i * size, (i + 1) * size),
      )
      expect(told(await readChunks(chunks))).toEqual(whole)
    }
  })

  test('of any length are followed in constant memory', async () => {
    const piece = bytes(`2,bob${' '.repeat(MIB / 64)}\n`.repeat(8))
    let held = 0
    const used = () => {
      Bun.gc(true)
      return process.memoryUsage().heapUsed
    }
    async function* endless() {
      const before = used()
      yield bytes('h,h\n1,"')
      for (let i = 0; i < 1_000; i += 1) yield piece
      held = used() - before
      yield bytes('"\n3,x\n')
    }
    expect(fieldsOf(await readChunks(endless()))).toEqual([['h', 'h'], null, ['3', 'x']])
    expect(held).toBeLessThan(16 * MIB)
  })

  const cell = fc.string({ unit: fc.constantFrom(...'aß🙂,;"\' \t\r\n=+-@\u00a0\ufeff|') })

  test('that an export has written come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, size) => {
          const text = bytes(`h,h\r\n${rows.map(csvRow).join('')}`)
          const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
            text.subarray(i * size, (i + 1) * size),
          )
          const [, ...records] = await readChunks(chunks, 10_000)
          expect(fieldsOf(records).map((fields) => fields?.map(unescapeFormula))).toEqual(rows)
        },
      ),
    )
  })

  test('are read or refused, whatever is in the file, and no line is lost without being counted', async () => {
    const line = fc.string({ unit: fc.constantFrom(...'ab,"\r '), maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const records = await read(['h,h', ...lines].join('\n'))
        const numbers = records.map(({ number }) => number)
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
        for (const [i, { number, fields, problem, lost }] of records.entries()) {
          expect(fields === null).toBe(problem !== null)
          expect(number + lost).toBeLessThan(numbers[i + 1] ?? Number.POSITIVE_INFINITY)
        }
      }),
    )
  })
})

function read(text: string | Uint8Array, maxBytes = MAX, separator?: string): Promise<CsvFields[]> {
  return readChunks([typeof text === 'string' ? bytes(text) : text], maxBytes, separator)
}

async function readChunks(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  maxBytes = MAX,
  separator?: string,
): Promise<CsvFields[]> {
  const records: CsvFields[] = []
  async function* stream() {
    yield* chunks
  }
  for await (const some of readCsv(stream(), maxBytes, separator)) records.push(...some)
  return records
}
