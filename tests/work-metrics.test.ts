import { expect, test } from 'bun:test'
import { expectNoDrift, readDashboard } from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { type Member, signUp } from './people.ts'

onEachEngine('tmp', (engine) => {
  const app = sharedApp(engine)
  test('x', async () => {
    const ada = await signUp(await app(), 'ada')
    const a = await app()
    const t = await a.post('/api/v1/tasks', { token: ada.token, json: { title: 'x', due_on: '2026-11-21' } })
    expect(t.status).toBe(201)
    const d = await readDashboard(a, ada)
    console.log(d.work_metrics, d.chat_metrics, d.notes)
    await expectNoDrift(a, ada)
  })
})
