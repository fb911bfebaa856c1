import { expect, test } from 'bun:test'
import { cleanFileName } from '../../src/lib/file-name.ts'

test('a name is no path, and ends with what the file is', () => {
  for (const [given, asPdf, asItIs] of [
    ['a/b\\c .pdf ', 'c .pdf', 'c .pdf'],
    ['cv.exe', 'cv.exe.pdf', 'cv.exe'],
    [' . x....x. ', 'x....x.pdf', 'x....x'],
    ['cv\u202efdp.exe', 'cvfdp.exe.pdf', 'cvfdp.exe'],
    ['.pdf', 'file.pdf', 'pdf'],
    ['...', 'file.pdf', 'file'],
    ['\u3164', 'file.pdf', 'file'],
  ] as const) {
    expect([given, cleanFileName(given, '.pdf'), cleanFileName(given)]).toEqual([given, asPdf, asItIs])
  }
})

test('a name that is made to take long takes none', () => {
  // By a pattern for what stands at the end, minutes.
  expect(cleanFileName(`x${'.'.repeat(200_000)}x`, '.pdf')).toHaveLength(194)
})
