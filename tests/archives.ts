/** Archives of an application with a little of everything that is hard to carry over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeBackup } from '../src/operations/backups/write-backup.ts'
import type { TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'

/** All that JSON escapes or might, what engines sort and fold in their own ways, and what is long. */
export const ODD_TEXT = `"\\/\b\f\r\n\t\u0001\u001f\u007f\u0085\u2028\u2029 'ß' İı ﷽ 日本 👩‍👩‍👧 \\N \\. e\u0301 ${'ä'.repeat(500)}`

/** Makes an organization with texts of all kinds. */
export async function fill(app: TestApp, name = 'ada'): Promise<Member> {
  const ada = await signUp(app, name, 'America/Denver', `${name}'s ${ODD_TEXT.slice(20, 60)}`)
  const post = async (path: string, json: object) => {
    const answer = await app.post(`/api/v1${path}`, { token: ada.token, json })
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer.body
  }
  const project = await post('/projects', { name: 'orchard', description: ODD_TEXT })
  for (const title of ['prune', ODD_TEXT.slice(0, 40), '0', 'null']) {
    await post('/tasks', { title, description: ODD_TEXT, project_id: project.id, labels: ['a b', 'ß'] })
  }
  const properties = {
    text: ODD_TEXT,
    deep: [[], {}, [null, true, 1e21, -0.5, 9007199254740991]],
    b: 1,
    a: 2,
  }
  const events = Array.from({ length: 50 }, (_, i) => ({
    id: `e${i}`,
    person: `p${i % 7}`,
    verb: i % 2 ? 'read' : 'wrote',
    core: i % 3 === 0,
    occurred_at: new Date(app.clock.at - i * 3_600_000).toISOString(),
    properties,
  }))
  await post('/events', events)
  return ada
}

export function scratchFolder() {
  const path = mkdtempSync(join(tmpdir(), 'almanac-archives-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** @returns The path of an archive of all that the application holds. */
export async function archiveOf({ context, clock }: TestApp, folder: string) {
  const name = 'backup_20261120_120000'
  const path = join(folder, `${name}.almanac.zst`)
  const files = [{ name: 'app-secret', content: Buffer.from('a secret of the instance, made at its start') }]
  const manifest = await writeBackup(context, { path, name, created_at: clock.at, files }, () => {})
  return { path, manifest }
}
