/** The command line, as somebody uses it beside a running server. */
import { expect, test } from 'bun:test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onEachEngine } from '../app.ts'
import golden from '../data/golden.json'
import { historyLines } from '../histories.ts'
import { runAlmanac } from '../server-process.ts'
import { type Account, dashboard, signIn, signUp } from './client.ts'
import { installation } from './installation.ts'

onEachEngine('The command line', (engine) => {
  test('imports a history, and the running server shows it soon', async () => {
    await using place = await installation(engine)
    await using server = await place.start()
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
    await using place = await installation(engine)
    {
      await using server = await place.start()
      await signUp(server.url, 'ada')
    }
    const file = join(place.folder, 'history.ndjson')
    writeFileSync(
      file,
      '{"id":"1","person":"grace","verb":"edit","occurred_at":"2026-03-08T12:00:00Z"}\n' +
        '{"id":"2","person":"","verb":"edit","occurred_at":"2026-03-08T12:00:00Z"}\n',
    )
    const { exitCode, stdout, stderr } = await place.run('import', file, '--organization', 'ada')
    // Progress is told once, also where the first that there is to tell is the last.
    expect(stderr.split('\n').filter((line) => line.includes('1 accepted'))).toHaveLength(1)
    expect(stderr).toContain('line 2: person must not be empty')
    expect(stdout).toBe('')
    expect(exitCode).toBe(1)
    const again = await place.run('import', file, '--organization', 'ada', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ done: true, accepted: 0, duplicates: 1, rejected: 1 })
  })

  test('ends with 2 and the usage where it is called wrongly', async () => {
    await using place = await installation(engine)
    const calls = [
      ['import'],
      ['import', join(place.folder, 'nowhere.csv'), '--organization', 'ada'],
      ['import', import.meta.path, '--organization', 'nobody'],
      ['import', import.meta.path, '--organization', 'ada', '--time', 'years'],
      ['import', import.meta.path, '--who', 'ada'],
      ['rollups', 'guess'],
    ]
    for (const words of calls) {
      const { exitCode, stderr } = await place.run(...words)
      expect({ words, exitCode, stderr }).toEqual({
        words,
        exitCode: 2,
        stderr: expect.stringContaining(`Usage: almanac ${words[0]}`),
      })
    }
  })

  test('makes the demo, whose password opens it and whose numbers are the golden ones', async () => {
    await using place = await installation(engine)
    const { exitCode, stdout } = await place.run('demo')
    expect(exitCode).toBe(0)
    const password = /with the password (\S+)/.exec(stdout)?.[1] ?? ''
    await using server = await place.start()
    const caddy = await signIn(server.url, 'caddy@demo.example', password)
    await expectGolden(server.url, caddy)
    const again = await place.run('demo')
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('are there already') })
  })
})

test('An unknown command ends with 2 and the list of commands', async () => {
  for (const name of ['fly', 'toString']) {
    const { exitCode, stdout } = await runAlmanac([name], { env: {} })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: expect.stringContaining('import') })
  }
})

async function expectGolden(url: string, account: Account): Promise<void> {
  const [day, expected] = Object.entries(golden.caddy.days).at(-1) ?? []
  const { user_metrics, engagement_metrics } = await dashboard(url, account, day)
  expect({
    daily_active_users: engagement_metrics.daily_active_users,
    user_retention: user_metrics.user_retention,
  }).toEqual({
    daily_active_users: expected?.daily_active_users,
    user_retention: expected?.user_retention,
  })
}

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
