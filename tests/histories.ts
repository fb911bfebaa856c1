/** The real histories that the golden answers are about, and how to send one. */
import { join } from 'node:path'
import type { TestApp } from './app.ts'
import type { Member } from './people.ts'

export const HEADER = 'id,person,occurred_at,kind'

/** The lines of a team's history, without the header. */
export async function historyLines(team: string): Promise<string[]> {
  const packed = await Bun.file(join(import.meta.dir, `../demo/${team}.csv.gz`)).bytes()
  const text = new TextDecoder().decode(Bun.gunzipSync(packed))
  return text.trim().split('\n').slice(1)
}

export interface ImportEnd {
  done: boolean
  accepted: number
  duplicates: number
  rejected: number
  errors: { line: number; code?: string; params?: object; reason: string }[]
}

/** Imports lines of CSV over HTTP. @returns The last line of the answer. */
export async function importLines(app: TestApp, member: Member, lines: string[]): Promise<ImportEnd> {
  const answer = await app.post('/api/v1/events/import?format=csv&core=true&time=s', {
    token: member.token,
    body: [HEADER, ...lines, ''].join('\n'),
  })
  if (answer.status !== 200) throw new Error(`import: ${answer.text}`)
  return JSON.parse(answer.text.trim().split('\n').at(-1) ?? '')
}
