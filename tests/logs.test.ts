import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { almanac } from './command-line.ts'

const WANTED = '3f0e4a52-6c1e-4b52-8a6a-1f5e5f0e4a52'
const OTHER = '11111111-2222-4333-8444-555555555555'

const root = mkdtempSync(join(tmpdir(), 'almanac-logs-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, 'dir-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function line(text: string, id = WANTED): string {
  return `${JSON.stringify({ message: text, correlation_id: id })}\n`
}

describe('almanac logs', () => {
  test('prints the lines of an id, the oldest first, and no others', async () => {
    const folder = folderOf({
      'almanac.log': line('newest') + line('not this', OTHER),
      'almanac.log.1': line('newer') + line('newer still'),
      'almanac.log.2': line('not this', OTHER) + line('older'),
      'almanac.log.10': line('oldest'),
      'almanac.log.bak': line('a stranger’s file'),
      'another.log': line('a stranger’s file'),
    })
    const { code, out } = await almanac(['logs', '--correlation', WANTED], { LOG_DIR: folder })
    expect(code).toBe(0)
    const messages = out
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one).message)
    expect(messages).toEqual(['oldest', 'older', 'newer', 'newer still', 'newest'])
  })

  test('takes the folder from --dir, and the id in capitals', async () => {
    const folder = folderOf({ 'almanac.log': line('found') })
    const { code, out } = await almanac(['logs', '--correlation', WANTED.toUpperCase(), '--dir', folder])
    expect(code).toBe(0)
    expect(out).toContain('found')
  })

  test('reads on past a line that is too long', async () => {
    const folder = folderOf({ 'almanac.log': `${'x'.repeat(3 * 2 ** 20)}\n${line('after it')}` })
    const { out } = await almanac(['logs', '--correlation', WANTED, '--dir', folder])
    expect(out).toContain('after it')
  })

  const REFUSALS: [what: string, args: string[], code: number, says: string][] = [
    ['without an id', ['logs'], 2, 'Name the correlation id'],
    ['with something else than an id', ['logs', '--correlation', '.*'], 2, 'Name the correlation id'],
    ['without LOG_DIR', ['logs', '--correlation', WANTED], 2, 'LOG_DIR is unset'],
    ['with no such folder', ['logs', '--correlation', WANTED, '--dir', '/no/such'], 2, 'no folder /no/such'],
  ]
  for (const [what, args, expected, says] of REFUSALS) {
    test(`${what} says so`, async () => {
      const { code, err } = await almanac(args)
      expect(code).toBe(expected)
      expect(err).toContain(says)
    })
  }

  test('that finds nothing says where it looked, and ends with 1', async () => {
    const folder = folderOf({ 'almanac.log': line('other', OTHER) })
    const { code, err } = await almanac(['logs', '--correlation', WANTED, '--dir', folder])
    expect(code).toBe(1)
    expect(err).toContain(folder)
  })
})

describe('almanac cors check', () => {
  const env = { ALLOWED_ORIGINS: 'https://app.example.com', PUBLIC_URL: 'https://almanac.example.com' }
  const CASES: [args: string[], code: number, says: string][] = [
    [['https://app.example.com'], 0, 'Yes'],
    [['https://app.example.com', '--method', 'delete'], 0, 'may send DELETE'],
    [['https://app.example.com', '--method', 'TRACE'], 1, 'not TRACE'],
    [['https://almanac.example.com'], 0, 'this instance itself'],
    [['https://evil.example'], 1, 'ALLOWED_ORIGINS=https://app.example.com,https://evil.example'],
    [['http://app.example.com'], 1, 'No'],
    [['https://app.example.com:8443'], 1, 'No'],
    [['https://sub.app.example.com'], 1, 'No'],
    [['https://app.example.com/'], 2, 'Browsers would send https://app.example.com'],
    [['*'], 2, 'no origin'],
    [['null'], 2, 'cannot be allowed'],
    [[], 2, 'Usage'],
  ]
  for (const [args, expected, says] of CASES) {
    test(`${args.join(' ')} ends with ${expected} and says "${says}"`, async () => {
      const { code, out, err } = await almanac(['cors', 'check', ...args], env)
      expect(out + err).toContain(says)
      expect(code).toBe(expected)
    })
  }
})
