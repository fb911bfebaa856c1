import { expect, test } from 'bun:test'
import { RESOURCES } from '../../src/resources.ts'
import { concernedBy, isTold, OF_METRICS } from '../../src/web/state/concerned.ts'

const ROUTES = await Bun.file(`${import.meta.dir}/../../docs/api-types.ts`).text()

test('each kind that is told has answers that it concerns, and there are such', () => {
  const told = RESOURCES.filter(({ visibility }) => visibility).map(({ kind }) => kind)
  for (const kind of [...told, 'team', 'member', 'company', 'invitation', 'api_key', 'organization']) {
    const heads = concernedBy({ kind, verb: 'deleted' }, undefined)
    expect([kind, heads.length > 1]).toEqual([kind, true])
    for (const head of heads) expect(ROUTES).toContain(`'GET /api/v1/${head}`)
  }
})

test('that one was notified concerns nobody else', () => {
  const change = { kind: 'member', id: 'me', verb: 'notified' }
  expect([concernedBy(change, 'me'), concernedBy(change, 'another')]).toEqual([['notifications'], []])
})

test('what is counted concerns answers of now, and no range of days', () => {
  for (const head of OF_METRICS) expect(isTold(`GET /api/v1/${head} {}`)).toBe(true)
  expect(OF_METRICS.filter((head) => 'metrics/trends'.startsWith(head))).toEqual([])
})

test('what nobody is told of is asked for as ever', () => {
  const ever = [
    'health/detailed',
    'imports',
    'assessments/{id}/attempts',
    'content/{id}/progress',
    'metrics/trends',
  ]
  expect(ever.filter((path) => isTold(`GET /api/v1/${path} {}`))).toEqual([])
  const told = [
    'metrics/dashboard',
    'metrics/activity/counts',
    'tasks',
    'tasks/{id}/comments',
    'conversations/unread',
  ]
  expect(told.filter((path) => !isTold(`GET /api/v1/${path} {"query":{}}`))).toEqual([])
})
