/** The command line, as somebody uses it beside a running server. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onEachEngine } from '../app.ts'
import golden from '../data/golden.json'
import { historyLines } from '../histories.ts'
import { runAlmanac, type ServerProcess } from '../server-process.ts'
import { dashboard, signIn, signUp } from './client.ts'
import { type Installation, installation } from './installation.ts'

onEachEngine('The command line', (engine) => {
  let place: Installation
  let server: ServerProcess

  beforeAll(async () => {
    place = await installation(engine)
    server = await place.start()
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  test('imports a history, and the running server shows it soon', async () => {
    const ada = await signUp(server.url, 'ada', golden.hono.time_zone)
    expect((await dashboard(server.url, ada)).user_metrics.total_users).toBe(1)
    expect((await dashboard(server.url, ada)).cache_metadata.cache_hit).toBe(true)
    const lines = await historyLines('hono')
    const file = join(place.folder, 'history.csv')
    writeFileSync(file, ['id,person,occurred_at,kind', ...lines, ''].join('\n'))
    const { exitCode, stderr } = await place.run('import', file, '--organization', 'ada', '--time', 's')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining(
        `100 %  ${lines.length.toLocaleString('en')} accepted, 0 duplicates, 0 rejected`,
      ),
    })
    const people = new Set(lines.map((line) => line.split(',')[1]))
    await eventually(async () => {
      expect((await dashboard(server.url, ada)).user_metrics.total_users).toBe(1 + people.size)
    })
  })

  test('says which lines it did not take, and ends with 1', async () => {
    await signUp(server.url, 'grace')
    const file = join(place.folder, 'history.ndjson')
    writeFileSync(
      file,
      '{"id":"1","person":"grace","verb":"edit","occurred_at":"2026-03-08T12:00:00Z"}\n' +
        '{"id":"2","person":"","verb":"edit","occurred_at":"2026-03-08T12:00:00Z"}\n',
    )
    const { exitCode, stdout, stderr } = await place.run('import', file, '--organization', 'grace')
    // Progress is told once, also where the first that there is to tell is the last.
    expect(stderr.split('\n').filter((line) => line.includes('1 accepted'))).toHaveLength(1)
    expect(stderr).toContain('line 2: person must not be empty')
    expect(stdout).toBe('')
    expect(exitCode).toBe(1)
    const again = await place.run('import', file, '--organization', 'grace', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ done: true, accepted: 0, duplicates: 1, rejected: 1 })
    // What was taken can be taken back.
    const list = await place.run('import', '--list', '--json')
    const imports = list.stdout.split('\n').map((line) => line && JSON.parse(line))
    const first = imports.find(({ organization }) => organization === 'grace')
    expect(first).toMatchObject({
      organization: 'grace',
      file_name: 'history.ndjson',
      accepted: 1,
      state: 'done',
    })
    expect(stderr).toContain(`"almanac import --undo ${first.id}" takes it back.`)
    const undone = await place.run('import', '--undo', first.id)
    expect({ ...undone }).toMatchObject({ exitCode: 0, stderr: '100 %  1 event taken out\n' })
    const shown = await place.run('import', '--list', '--organization', 'grace')
    expect(shown.stdout).toContain(`${first.id}  `)
    expect(shown.stdout).toMatch(/grace {2}undone +0 events {2}history\.ndjson/)
  })

  test('ends with 2 and the usage where it names what there is not', async () => {
    await expectUsage(place, [
      ['import', '--undo', 'no-such-import'],
      ['import', import.meta.path, '--organization', 'nobody'],
    ])
  })
})

// On one engine: it is not asked.
test('The command line ends with 2 and the usage where it is called wrongly', async () => {
  await using place = await installation('sqlite')
  await expectUsage(place, [
    ['import'],
    ['import', join(place.folder, 'nowhere.csv'), '--organization', 'ada'],
    ['import', import.meta.path, '--organization', 'ada', '--time', 'years'],
    ['import', import.meta.path, '--who', 'ada'],
    ['rollups', 'guess'],
  ])
})

async function expectUsage(place: Installation, calls: string[][]): Promise<void> {
  await Promise.all(
    calls.map(async (words) => {
      const { exitCode, stderr } = await place.run(...words)
      expect({ words, exitCode, stderr }).toEqual({
        words,
        exitCode: 2,
        stderr: expect.stringContaining(`Usage: almanac ${words[0]}`),
      })
    }),
  )
}

// On one engine: tests/demo.test.ts has looked at what is made on both.
test('The command line makes the demo, whose password opens it, and takes it away', async () => {
  await using place = await installation('sqlite')
  const { exitCode, stdout } = await place.run('demo', 'karakeep')
  expect(exitCode).toBe(0)
  const password = /with the password (\S+)/.exec(stdout)?.[1] ?? ''
  {
    await using server = await place.start()
    await signIn(server.url, 'demo@demo.example', password)
  }
  const again = await place.run('demo', 'karakeep')
  expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('is there already: Karakeep') })
  const removed = await place.run('demo', '--remove')
  expect(removed).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('1 organization is gone') })
  expect(await place.run('demo', '--new-password')).toMatchObject({ exitCode: 1 })
  expect(await place.run('demo', 'rust')).toMatchObject({ exitCode: 2 })
})

test('An unknown command ends with 2, and says where the list is', async () => {
  for (const name of ['fly', 'toString']) {
    const { exitCode, stdout, stderr } = await runAlmanac([name], { env: {} })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toBe(`There is no command "${name}". "almanac help" lists them.\n`)
  }
})

/** Tries for a few seconds. */
async function eventually(check: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await check()
    } catch (error) {
      if (attempt === 50) throw error
      await Bun.sleep(100)
    }
  }
}
