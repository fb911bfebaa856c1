import { expect, test } from 'bun:test'
import { toBase32 } from '../../src/lib/base32.ts'
import { codeOf, isTotpCode, otpauthUri, stepAt, stepOfCode } from '../../src/lib/totp.ts'

/** The secret of the RFCs' test vectors. */
const SECRET = Buffer.from('12345678901234567890')

// RFC 4226, appendix D.
const HOTP = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ')
// RFC 6238, appendix B: seconds, and the code of eight digits by SHA-1.
const TOTP: [seconds: number, code: string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
]

test('Codes are those of the test vectors of RFC 4226 and RFC 6238', () => {
  expect(HOTP.map((_, counter) => codeOf(SECRET, counter))).toEqual(HOTP)
  for (const [seconds, code] of TOTP) expect(codeOf(SECRET, stepAt(seconds * 1000), 8)).toBe(code)
})

test('A code is taken in its step, the one before and the one after, and never up to the last that was used', () => {
  const at = 1_111_111_111_000
  const step = stepAt(at)
  const found = [-2, -1, 0, 1, 2].map((by) => stepOfCode(SECRET, codeOf(SECRET, step + by), at, null))
  expect(found).toEqual([null, step - 1, step, step + 1, null])
  const present = codeOf(SECRET, step)
  const after = [step - 1, step, step + 1].map((last) => stepOfCode(SECRET, present, at, last))
  expect(after).toEqual([step, null, null])
  // A clock that was a year ahead and was put right locks nobody out.
  expect(stepOfCode(SECRET, present, at, step + 1_000_000)).toBe(step)
})

test('Six digits are a code, and nothing else', () => {
  const given = ['012345', '12345', '1234567', '12345a', '١٢٣٤٥٦', '12345\n', '']
  expect(given.filter(isTotpCode)).toEqual(['012345'])
})

test('Base32 is that of the test vectors of RFC 4648', () => {
  const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar']
  const made = texts.map((text) => toBase32(Buffer.from(text)))
  expect(made).toEqual(['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'])
})

test('The address for an app names the issuer and the account, whatever is in them', () => {
  const uri = otpauthUri(SECRET, { issuer: 'Almanac a&b', account: 'a+b@example.com' })
  expect(uri).toBe(
    'otpauth://totp/Almanac%20a%26b:a%2Bb%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Almanac%20a%26b&algorithm=SHA1&digits=6&period=30',
  )
})
