/** Log files: when another one begins, how long they are kept, and that no line is lost or cut in two. */
import { afterAll, describe, expect, test } from 'bun:test'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linesWith, newestFiles } from '../src/operations/logging/find-lines.ts'
import { LogFile, listLogFiles } from '../src/operations/logging/log-file.ts'
import { startServer } from './server-process.ts'

const DAY_MS = 86_400_000
const root = mkdtempSync(join(tmpdir(), 'almanac-log-files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function folder(): string {
  return mkdtempSync(join(root, 'dir-'))
}

function contents(path: string): Record<string, string> {
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]))
}

describe('A log file', () => {
  test('is set aside before it would grow too long, and no line is cut', () => {
    const path = folder()
    using file = new LogFile(path, { max_bytes: 20, keep_days: 14 })
    for (const line of [
      'first line\n',
      'second\n',
      'third line\n',
      'a line that is longer than all\n',
      'last\n',
    ]) {
      file.write(line)
    }
    expect(contents(path)).toEqual({
      'almanac.log.3': 'first line\nsecond\n',
      'almanac.log.2': 'third line\n',
      'almanac.log.1': 'a line that is longer than all\n',
      'almanac.log': 'last\n',
    })
    expect(listLogFiles(path)).toEqual(['almanac.log.3', 'almanac.log.2', 'almanac.log.1', 'almanac.log'])
  })

  test('is set aside when it is a day old, also by a process that was started again', () => {
    const path = folder()
    let now = Date.now()
    const open = () => new LogFile(path, { max_bytes: 1_000, keep_days: 14 }, () => now)
    using file = open()
    file.write('today\n')
    now += DAY_MS - 60_000
    file.write('still today\n')
    now += 120_000
    using again = open()
    again.write('tomorrow\n')
    expect(contents(path)).toEqual({ 'almanac.log.1': 'today\nstill today\n', 'almanac.log': 'tomorrow\n' })
  })

  test('that somebody moved or deleted is made anew, and no line goes where nobody finds it', () => {
    const path = folder()
    using file = new LogFile(path, { max_bytes: 1_000, keep_days: 14 })
    file.write('moved\n')
    renameSync(join(path, 'almanac.log'), join(path, 'taken.log'))
    file.write('deleted\n')
    rmSync(join(path, 'almanac.log'))
    file.write('last\n')
    expect(contents(path)).toEqual({ 'taken.log': 'moved\n', 'almanac.log': 'last\n' })
  })

  test('is gone once it is older than it is to be kept, whatever its number', () => {
    const path = folder()
    for (const [number, days] of [
      [1, 1],
      [2, 6],
      [3, 8],
      [4, 400],
    ] as const) {
      const old = join(path, `almanac.log.${number}`)
      writeFileSync(old, `${days} days old\n`)
      const at = Date.now() / 1000 - days * 86_400
      utimesSync(old, at, at)
    }
    writeFileSync(join(path, 'almanac.log.bak'), 'a stranger’s file\n')
    using _ = new LogFile(path, { max_bytes: 1_000, keep_days: 7 })
    expect(readdirSync(path).sort()).toEqual([
      'almanac.log',
      'almanac.log.1',
      'almanac.log.2',
      'almanac.log.bak',
    ])
  })

  test('that cannot be written says so once, and goes on when it can be', () => {
    const path = folder()
    const failures: unknown[] = []
    using file = new LogFile(path, { max_bytes: 10, keep_days: 7 }, Date.now, (error) => failures.push(error))
    file.write('the first\n')
    rmSync(path, { recursive: true })
    for (const line of ['lost\n', 'lost as well\n']) file.write(line)
    expect(failures).toHaveLength(1)
    mkdirSync(path)
    file.write('the next\n')
    expect(contents(path)).toEqual({ 'almanac.log': 'the next\n' })
  })

  test('loses nothing to a process that is killed', async () => {
    const path = folder()
    await using server = await startServer({
      env: { DATA_DIR: folder(), LOG_DIR: path, LOG_LEVEL: 'info', ENVIRONMENT: 'production' },
    })
    const id = crypto.randomUUID()
    await fetch(`${server.url}/api/v1/nothing`, { headers: { 'x-correlation-id': id } })
    // Access lines wait a tenth of a second for others.
    await Bun.sleep(200)
    await server.end('SIGKILL')
    const lines = await Array.fromAsync(linesWith(join(path, 'almanac.log'), id))
    expect(lines.map((line) => JSON.parse(line).status)).toEqual([404])
  })
})

describe('Lines with an id', () => {
  test('are found wherever the parts of a file end, and whatever stands beside them', async () => {
    const path = join(folder(), 'almanac.log')
    const id = crypto.randomUUID()
    const filler = `${'x'.repeat(999)}\n`
    // Parts are of a megabyte: the id lies across their border.
    const before = filler.repeat(1_048)
    const text = `${before}${'y'.repeat(2 ** 20 - before.length - 10)}${id} across\n${filler}${id} whole\nend ${id}`
    writeFileSync(path, text)
    const found = await Array.fromAsync(linesWith(path, id))
    expect(found.map((line) => line.replace(/y+/, ''))).toEqual([`${id} across`, `${id} whole`, `end ${id}`])
  })

  test('are looked for in the newest files first, as far as there is time', () => {
    const path = folder()
    for (const name of ['almanac.log', 'almanac.log.1', 'almanac.log.2'])
      writeFileSync(join(path, name), 'x'.repeat(100))
    const names = (most: number) => newestFiles(path, most).paths.map((one) => one.slice(path.length + 1))
    expect(names(250)).toEqual(['almanac.log.1', 'almanac.log'])
    expect(names(1)).toEqual(['almanac.log'])
    expect(newestFiles(path, 300)).toMatchObject({ areAll: true })
  })
})
