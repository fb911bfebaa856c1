/**
 * A restore that is killed at any moment leaves the old state or the new one, whole, with the secret that
 * belongs to it. `RESTORE_KILLS` says how often; a few by default.
 */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { workHere } from '../src/operations/backups/backup-work.ts'
import { backupPath } from '../src/operations/backups/folder.ts'
import { makeBackup } from '../src/operations/backups/make-backup.ts'
import { onEachEngine } from './app.ts'
import { fill } from './archives.ts'
import { start } from './command-line.ts'
import { signIn } from './people.ts'
import { newPlace } from './places.ts'

const ROUNDS = Number(process.env.RESTORE_KILLS ?? 2)
/** Of a restore of so little, on a machine that does much besides. */
const LONGEST_MS = 2_500

onEachEngine('A restore that is killed', (engine) => {
  test('leaves what was or what was to be', async () => {
    await using place = await newPlace(engine)
    const { ada, path } = await place.within(async (app) => {
      const ada = await fill(app)
      const needs = { ...app.context, work: workHere(app.context) }
      const { name } = await makeBackup(needs, { reason: 'manual' }, () => {})
      return { ada, path: backupPath(app.config, name) }
    })
    const seen: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const expected = await place.within(async (app) => {
        const { token } = await signIn(app, ada)
        await app.post('/api/v1/tasks', { token, json: { title: `since ${round}` } })
        return [4, (await app.get('/api/v1/tasks?limit=200', { token })).body.items.length]
      })
      const child = start(['backup', 'restore', path, '--yes'], place.env, place.folder)
      const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_MS)
      await child.exited
      clearTimeout(timer)
      const found = await place.within(async (app) => {
        const { token } = await signIn(app, ada)
        return (await app.get('/api/v1/tasks?limit=200', { token })).body.items.length
      })
      expect(expected).toContain(found)
      seen.push(found)
    }
    expect(await Bun.file(join(place.folder, 'app-secret')).exists()).toBe(true)
    expect(seen.length).toBe(ROUNDS)
  }, 600_000)
})
