/** A number comes back with the value that was written, or is refused where it stands. */
import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { apiKey, signUp } from './people.ts'

const CHANGED = ['9007199254740993', '1e400', '-1e400', '0.12345678901234567890', '1e-400']
const JSON_BODY = { 'content-type': 'application/json' }

onEachEngine('A number that no double holds', (engine) => {
  const app = sharedApp(engine)

  test('is refused by its place, in events, people and every other body', async () => {
    const ada = await signUp(await app(), 'ada')
    const key = await apiKey(await app(), ada, 'admin', 'ingest')
    const event = '"id":"1","person":"x","verb":"bought"'
    for (const written of CHANGED) {
      for (const [method, path, body, field] of [
        ['POST', '/events', `{${event},"properties":{"order":${written}}}`, 'properties.order'],
        ['POST', '/events', `[{${event},"properties":{"a":[1,${written}]}}]`, '0.properties.a.1'],
        ['PUT', '/people/x', `{"properties":{"order":${written}}}`, 'properties.order'],
        ['POST', '/tasks', `{"title":${written}}`, 'title'],
      ] as const) {
        const answer = await (await app()).call(method, `/api/v1${path}`, { key, body, headers: JSON_BODY })
        expect([path, written, answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([
          path,
          written,
          422,
          [field],
        ])
        expect(answer.body.fields[field]).toContain('send it as a text')
      }
    }
  })

  test('is refused on its line of an import, and the others are taken', async () => {
    const ada = await signUp(await app(), 'grace')
    const key = await apiKey(await app(), ada, 'admin')
    const line = (id: string, order: string) =>
      `{"id":"${id}","person":"x","verb":"y","occurred_at":"2026-11-19T00:00:00Z","properties":{"order":${order}}}\n`
    const { text } = await (await app()).post('/api/v1/events/import?format=ndjson', {
      key,
      body: line('1', '7') + line('2', '9007199254740993') + line('3', '9007199254740991'),
    })
    const last = JSON.parse(text.trim().split('\n').at(-1) ?? '')
    expect(last).toMatchObject({ done: true, accepted: 2, rejected: 1 })
    expect(last.errors).toEqual([
      {
        line: 2,
        code: 'inexact_number',
        params: { field: 'properties.order' },
        reason: expect.stringMatching(/^properties\.order is a number that cannot be kept/),
      },
    ])
  })

  test('and what one holds comes back as it was', async () => {
    const ada = await signUp(await app(), 'hedy')
    const key = await apiKey(await app(), ada, 'admin')
    const properties =
      '{"order":9007199254740991,"rate":0.1,"tiny":1e-7,"big":1e21,"sum":0.30000000000000004}'
    const body = `{"properties":${properties}}`
    const answer = await (await app()).put('/api/v1/people/x', { key, body, headers: JSON_BODY })
    expect([answer.status, JSON.stringify(answer.body.properties)]).toEqual([
      200,
      properties.replace('1e21', '1e+21'),
    ])
  })
})
