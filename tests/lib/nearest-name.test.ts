import { expect, test } from 'bun:test'
import { nearestName } from '../../src/lib/nearest-name.ts'

const TASK = ['title', 'status', 'priority', 'project_id', 'owner_id', 'due_on', 'due_at', 'labels']
const MEANT: [given: string, known: string[], meant: string | null][] = [
  ['occured_at', ['id', 'person', 'verb', 'core', 'occurred_at', 'properties'], 'occurred_at'],
  ['timestamp', ['id', 'person', 'verb', 'core', 'occurred_at', 'properties'], null],
  ['expires', ['name', 'scopes', 'expires_at'], 'expires_at'],
  ['expiresAt', ['name', 'scopes', 'expires_at'], 'expires_at'],
  ['due_date', TASK, 'due_on'],
  ['due_time', TASK, 'due_at'],
  ['due', TASK, 'due_on'],
  ['status[]', TASK, 'status'],
  ['Status', TASK, 'status'],
  ['projectId', TASK, 'project_id'],
  ['project', TASK, 'project_id'],
  ['owner', TASK, 'owner_id'],
  ['label', TASK, 'labels'],
  ['tilte', TASK, 'title'],
  ['asof', ['as_of', 'force_refresh'], 'as_of'],
  ['colour', TASK, null],
  ['[]', TASK, null],
  ['', TASK, null],
  ['__proto__', TASK, null],
  ['x'.repeat(100_000), TASK, null],
]

for (const [given, known, meant] of MEANT) {
  test(`"${given.slice(0, 20)}" is meant for ${meant}`, () => expect(nearestName(given, known)).toBe(meant))
}
