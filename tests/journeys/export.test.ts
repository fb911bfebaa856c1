/** Exports on the command line, beside a running server. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAILY_METRIC_NAMES } from '../../src/metrics/read/daily-metrics.ts'
import { onEachEngine } from '../app.ts'
import type { ServerProcess } from '../server-process.ts'
import { readXlsx } from '../spreadsheets.ts'
import { type Account, signUp } from './client.ts'
import { type Installation, installation } from './installation.ts'

const RANGE = ['--from', '2026-03-01', '--to', '2026-03-31']
const EVENTS = 1_200

onEachEngine('The command that exports', (engine) => {
  let place: Installation
  let server: ServerProcess
  let ada: Account

  beforeAll(async () => {
    place = await installation(engine)
    server = await place.start()
    ada = await signUp(server.url, 'ada')
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  test('writes what the server would send, and says how far it is', async () => {
    await importMarch(place)
    for (const [format, types] of [
      ['json', 'user_metrics,activity'],
      ['csv', 'activity'],
    ] as const) {
      const file = join(place.folder, `march.${format}`)
      const words = ['--organization', 'ada', '--out', file, ...RANGE, '--types', types]
      const { exitCode, stdout, stderr } = await place.run('export', ...words)
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
      const rows = EVENTS + (format === 'json' ? 6 * 31 : 0)
      expect(stderr).toContain(`100 %  ${rows.toLocaleString('en')} rows, `)
      const sent = await download(server.url, ada, format, types.split(','))
      expect(withoutTime(readFileSync(file, 'utf8'))).toBe(withoutTime(sent))
    }
    const file = join(place.folder, 'march')
    const words = ['--organization', 'ada', '--out', file, ...RANGE, '--format', 'xlsx', '--json']
    const { stdout } = await place.run('export', ...words)
    const bytes = readFileSync(file)
    expect(JSON.parse(stdout)).toMatchObject({
      done: true,
      file,
      rows: DAILY_METRIC_NAMES.length * 31,
      bytes: bytes.length,
      from: '2026-03-01',
      partial: false,
    })
    expect(readXlsx(bytes).get('Metrics')!.rows).toHaveLength(1 + DAILY_METRIC_NAMES.length * 31)
  }, 60_000)

  test('leaves what was there where it cannot be done, and nothing half done', async () => {
    const file = join(place.folder, 'kept.csv')
    writeFileSync(file, 'of yesterday')
    const to = ['--organization', 'ada', '--out', file]
    const future = await place.run('export', ...to, '--from', '2026-03-01', '--to', '9999-01-01')
    expect([future.exitCode, future.stderr]).toEqual([2, expect.stringMatching(/^--to: is in the future/)])
    const nowhere = join(place.folder, 'no/such/folder.csv')
    const refused = await place.run('export', '--organization', 'ada', '--out', nowhere, '--range', '7d')
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringMatching(/^There is no folder/)])
    const folder = join(place.folder, 'kept.json')
    mkdirSync(folder)
    const named = await place.run('export', '--organization', 'ada', '--out', folder, '--range', '7d')
    expect([named.exitCode, named.stderr]).toEqual([2, expect.stringContaining('kept.json is a folder')])
    // What it is called until it is whole has more characters than a name may have.
    const long = join(place.folder, `kept-${'x'.repeat(240)}.csv`)
    const failed = await place.run('export', '--organization', 'ada', '--out', long, '--range', '7d')
    expect([failed.exitCode, failed.stderr]).toEqual([1, expect.stringContaining('ENAMETOOLONG')])
    expect(readFileSync(file, 'utf8')).toBe('of yesterday')
    expect(
      readdirSync(place.folder)
        .filter((name) => name.startsWith('kept'))
        .sort(),
    ).toEqual(['kept.csv', 'kept.json'])
  }, 60_000)

  test('ends with 2 and the usage where it is called wrongly', async () => {
    // Of what is asked of no database, one engine tells as much as two.
    const calls = [
      ['--organization', 'nobody', '--out', 'a.csv', '--range', '7d'],
      ...(engine === 'sqlite' ? WRONG_CALLS : []),
    ]
    await Promise.all(
      calls.map(async (words) => {
        const { exitCode, stderr } = await place.run('export', ...words)
        expect({ words, exitCode }).toEqual({ words, exitCode: 2 })
        expect(stderr).toContain('Usage: almanac export')
      }),
    )
  }, 60_000)

  test('says that nothing happened in the days asked for, and how to have today', async () => {
    const words = ['--organization', 'ada', '--out', join(place.folder, 'a.csv'), '--range', '7d']
    const empty = await place.run('export', ...words, '--types', 'activity')
    expect(empty).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('--include-today') })
    const today = await place.run('export', ...words, '--types', 'activity', '--include-today')
    expect(today).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^100 % {2}1 row,/) })
  }, 60_000)

  test('takes the place of no pipe, and of no device', async () => {
    const pipe = join(place.folder, 'pipe.csv')
    Bun.spawnSync(['mkfifo', pipe])
    const words = ['--organization', 'ada', '--out', pipe, '--range', '7d']
    const { exitCode, stderr } = await place.run('export', ...words)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${pipe} is no file`)])
    expect(statSync(pipe).isFIFO()).toBe(true)
  }, 60_000)
})

const WRONG_CALLS = [
  ['--organization', 'ada', '--range', '7d'],
  ['--out', 'a.csv', '--range', '7d'],
  ['--organization', 'ada', '--out', 'a.pdf', '--range', '7d'],
  ['--organization', 'ada', '--out', 'a.csv', '--range', '8d'],
  ['--organization', 'ada', '--out', 'a.csv', '--from', '2026-03-01'],
]

async function importMarch({ folder, run }: Installation): Promise<void> {
  const file = join(folder, 'history.csv')
  const lines = Array.from({ length: EVENTS }, (_, i) => {
    const at = new Date(Date.UTC(2026, 2, 1 + (i % 31), 12, 0, i % 60)).toISOString()
    return `${i},person-${i % 17},${at},edit`
  })
  writeFileSync(file, ['id,person,occurred_at,verb', ...lines, ''].join('\n'))
  expect((await run('import', file, '--organization', 'ada')).exitCode).toBe(0)
}

async function download(url: string, { token }: Account, format: string, metric_types: string[]) {
  const answer = await fetch(`${url}/api/v1/metrics/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ format, from: '2026-03-01', to: '2026-03-31', metric_types }),
  })
  expect([answer.status, answer.headers.get('x-total-rows')]).not.toContain('0')
  // With its byte order mark, as the file has it.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.bytes())
}

function withoutTime(text: string): string {
  return text.replace(/"generated_at":"[^"]*"/, '')
}
