/** Tasks that several people make at the same moment, which on Postgres are one transaction. */
import { expect, test } from 'bun:test'
import { listChanges } from '../src/changes/log-queries.ts'
import { expectNoDrift } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'
import { joinAs } from './teams.ts'

const UNKNOWN = '01920000-0000-7000-8000-000000000000'

onEachEngine('Tasks that are made at once', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('are each made by its own, refused by itself, told and counted once', async () => {
    const ada = await signUp(await app(), 'ada')
    const grace = await joinAs(await app(), ada, 'grace', 'member')
    const linus = await joinAs(await app(), ada, 'linus', 'member')
    const { post, get } = await app()
    const make = ({ token }: { token: string }, json: object, headers: Record<string, string> = {}) =>
      post('/api/v1/tasks', { token, json, headers })
    const people = [ada, grace, linus]
    const made = Array.from({ length: 30 }, (_, i) =>
      make(people[i % 3]!, {
        title: `task ${i}`,
        labels: ['garden'],
        ...(i % 5 === 0 && { assignee_id: grace.member_id }),
      }),
    )
    const refused = Array.from({ length: 3 }, (_, i) =>
      make(linus, { title: `refused ${i}`, project_id: UNKNOWN }),
    )
    const triedOut = make(ada, { title: 'tried out' }, { 'dry-run': 'true' })
    const keyed = Array.from({ length: 3 }, () =>
      make(grace, { title: 'keyed' }, { 'idempotency-key': 'one' }),
    )
    const answers = await Promise.all(made)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(answers.map(({ body }) => [body.title, body.owner_id])).toEqual(
      answers.map((_, i) => [`task ${i}`, people[i % 3]!.member_id]),
    )
    for (const { status, body } of await Promise.all(refused)) {
      expect([status, body.fields ?? body.detail]).toEqual([422, expect.anything()])
    }
    expect((await triedOut).headers.get('dry-run')).toBe('true')
    const ids = new Set((await Promise.all(keyed)).map(({ body }) => body.id))
    expect(ids.size).toBe(1)

    const { items, total } = (await get('/api/v1/tasks?limit=100&count=true', { token: ada.token })).body
    expect(total).toBe(31)
    expect(items.map(({ title }: { title: string }) => title).toSorted()).toEqual(
      [...answers.map(({ body }) => body.title), 'keyed'].toSorted(),
    )
    // Each in the log by who made it, under numbers without a gap.
    const { db } = (await app()).context
    const log = await db.for(ada.organization_id).read((q) => q.all(listChanges, { after: 0, limit: 500 }))
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1))
    const createdBy = new Map(
      log.flatMap(({ kind, id, verb, actor }) =>
        kind === 'task' && verb === 'created' ? [[id, actor]] : [],
      ),
    )
    expect(createdBy.size).toBe(31)
    for (const [i, { body }] of answers.entries()) {
      expect(createdBy.get(body.id)).toBe(`member:${people[i % 3]!.member_id}`)
    }
    const notices = (await get('/api/v1/notifications?limit=100', { token: grace.token })).body.items
    // Nobody of their own doings.
    expect(notices.map((one: any) => one.task_id).toSorted()).toEqual(
      answers.flatMap(({ body }, i) => (i % 5 === 0 && i % 3 !== 1 ? [body.id] : [])).toSorted(),
    )
    await expectNoDrift(await app(), ada)
  })
})
