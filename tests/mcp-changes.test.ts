/** Tools that change something: they do what their routes do, and the audit log has them. */
import { beforeAll, expect, test } from 'bun:test'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { McpClient } from './mcp-client.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { postgresServer } from './postgres-server.ts'
import { tableHashes } from './table-hashes.ts'
import { joinAs } from './teams.ts'

const CORRELATION = '5e0f1a52-7c7e-4b8e-9d39-3c1f1b9c0b0e'
/** On a busy machine it takes longer to start than a test may. */
const START_MS = 60_000

beforeAll(async () => {
  await postgresServer()
}, START_MS)

onEachEngine('A tool that changes something', (engine) => {
  const app = sharedApp(engine)
  const { done } = callsTo(app)
  const clientOf = async ({ token }: Member) => new McpClient(await app(), { token })
  const read = (by: Member, path: string) => done('GET', path, by)

  test('does what its route does', async () => {
    const ada = await signUp(await app(), 'ada')
    const ben = await joinAs(await app(), ada, 'ben', 'member')
    const client = await clientOf(ada)
    const changed = async (tool: string, given: object) => (await client.done(tool, given)).result
    const rest = (path: string) => read(ada, path)

    const task = await changed('create_task', {
      title: 'Prune',
      labels: ['garden'],
      assignee_id: ben.member_id,
    })
    expect(await rest(`/tasks/${task.id}`)).toEqual(task)
    const updated = await changed('update_task', {
      task_id: task.id,
      title: 'Prune the roses',
      due_on: '2026-12-24',
    })
    expect(updated).toMatchObject({ title: 'Prune the roses', labels: ['garden'], due_on: '2026-12-24' })
    expect(await changed('complete_task', { task_id: task.id })).toMatchObject({ status: 'done' })
    const comment = await changed('comment_on_task', { task_id: task.id, body: `See <@${ben.member_id}>` })
    expect((await rest(`/tasks/${task.id}/comments`)).items).toEqual([comment])
    expect(await changed('delete_task', { task_id: task.id })).toBeNull()
    expect((await rest('/trash')).items).toMatchObject([{ id: task.id }])

    const project = await changed('create_project', { name: 'Garden' })
    expect(await changed('update_project', { project_id: project.id, status: 'active' })).toEqual(
      await rest(`/projects/${project.id}`),
    )
    const text = await changed('create_content', { title: 'Roses', body: '# Soil', kind: 'course' })
    await changed('update_content', { content_id: text.id, body: '# Sand', status: 'published' })
    expect(await rest(`/content/${text.id}`)).toMatchObject({ body: '# Sand', status: 'published' })
    const lesson = await changed('create_lesson', { title: 'Pruning', course_id: text.id })
    await changed('update_lesson', { lesson_id: lesson.id, body: 'In March.' })
    expect(await rest(`/lessons/${lesson.id}`)).toMatchObject({ body: 'In March.', course_id: text.id })

    const job = await done('POST', '/jobs', ada, { title: 'Gardener', status: 'open' })
    const applicant = { job_id: job.id, name: 'Grace', email: 'grace@example.com' }
    const applied = await done('POST', '/applications', ada, applicant)
    const moved = { application_id: applied.id, stage: 'screening' }
    expect(await changed('move_application', moved)).toMatchObject({ stage: 'screening' })
    const note = await changed('note_on_application', {
      application_id: applied.id,
      body: 'Knows her roses.',
    })
    expect((await rest(`/applications/${applied.id}/notes`)).items).toEqual([note])

    const talk = await done('POST', '/conversations', ada, { kind: 'direct', member_id: ben.member_id })
    const message = await changed('send_message', { conversation_id: talk.id, body: 'Who prunes?' })
    expect((await rest(`/conversations/${talk.id}/messages`)).items).toEqual([message])
    const told = (await read(ben, '/notifications?unread=true')).items
    const bens = await clientOf(ben)
    for (const { id } of told) await bens.done('mark_notification_read', { notification_id: id })
    expect([told.length > 0, (await read(ben, '/notifications?unread=true')).items]).toEqual([true, []])
  }, 60_000)

  test('is refused what the API refuses, and changes nothing then', async () => {
    const cleo = await signUp(await app(), 'cleo')
    const client = await clientOf(cleo)
    const seen = async () => (await client.done('list_changes', { after: 0 })).seq
    const before = await seen()
    const refusals: [string, object, object][] = [
      [
        'create_task',
        { titel: 'x' },
        { fields: { titel: 'is unknown: did you mean title?', title: 'is required' } },
      ],
      ['create_task', { title: '' }, { code: 'invalid_value' }],
      [
        'create_task',
        { title: 'x', idempotency_key: 'a b' },
        { fields: { idempotency_key: 'must be 1 to 200 visible ASCII characters' } },
      ],
      ['create_task', { title: 'x', idempotency_key: 'a\r\nx-b: c' }, { status: 422 }],
      ['create_task', { title: 'x', dry_run: 'yes' }, { fields: { dry_run: 'must be true or false' } }],
      ['update_task', { task_id: CORRELATION, status: 'done' }, { code: 'task_not_found' }],
      ['create_project', { name: 'x', team_id: CORRELATION }, { status: 422 }],
    ]
    for (const [tool, given, refusal] of refusals) {
      const { isError, content } = await client.call(tool, given)
      expect({ tool, isError, ...content }).toMatchObject({ tool, isError: true, ...refusal })
    }
    expect(await seen()).toBe(before)
  })

  test('done again with its key is done once', async () => {
    const dora = await signUp(await app(), 'dora')
    const client = await clientOf(dora)
    const given = { title: 'Once', idempotency_key: 'task-1' }
    const [first, again] = [await client.done('create_task', given), await client.done('create_task', given)]
    expect(again.result).toEqual(first.result)
    expect((await client.done('list_tasks')).items).toHaveLength(1)
    expect((await client.done('list_audit', { action: 'tool.called' })).items).toHaveLength(1)
  })

  test('stands in the audit log with its name, its client, what it did, and the correlation', async () => {
    const eve = await signUp(await app(), 'eve')
    const key = await apiKey(await app(), eve, 'write')
    const client = new McpClient(await app(), { key })
    const headers = { 'x-correlation-id': CORRELATION, 'user-agent': 'a test\u00e9/1' }
    const { content } = await client.call('create_task', { title: 'Prune' }, headers)
    const { items } = await read(eve, '/audit?action=tool.called')
    expect(items).toEqual([
      expect.objectContaining({
        subject: { kind: 'tool', id: content.change_id },
        actor: expect.stringMatching(/^api_key:/),
        correlation_id: CORRELATION,
        before: null,
        after: {
          tool: 'create_task',
          client: 'a test/1',
          changes: [{ kind: 'task', id: content.result.id, verb: 'created' }],
        },
      }),
    ])
    await client.done('list_tasks')
    await done('POST', '/tasks', eve, { title: 'By hand' })
    expect((await read(eve, '/audit?action=tool.called')).items).toEqual(items)
  })

  test('is tried out, and leaves nothing behind', async () => {
    const fay = await signUp(await app(), 'fay')
    const client = await clientOf(fay)
    const { result: task } = await client.done('create_task', { title: 'Prune' })
    const before = await tableHashes(await app())
    const dry_run = true
    const made = await client.done('create_task', { title: 'Mow', idempotency_key: 'mow', dry_run })
    expect(made).toEqual({ result: expect.objectContaining({ title: 'Mow', status: 'todo' }), dry_run })
    const ended = await client.done('complete_task', { task_id: task.id, dry_run })
    expect(ended).toEqual({ result: expect.objectContaining({ id: task.id, status: 'done' }), dry_run })
    expect(await client.done('delete_task', { task_id: task.id, dry_run })).toEqual({ result: null, dry_run })
    expect((await client.call('create_task', { title: '', dry_run })).isError).toBe(true)
    expect(await tableHashes(await app())).toEqual(before)
  })
})
