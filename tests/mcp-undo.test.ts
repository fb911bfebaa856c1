/** Taking back what a tool has changed. */
import { beforeAll, expect, test } from 'bun:test'
import { statement } from '../src/db/statement.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { McpClient } from './mcp-client.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { postgresServer } from './postgres-server.ts'
import { tableHashes } from './table-hashes.ts'
import { joinAs } from './teams.ts'

const DAY = 86_400_000
/** On a busy machine it takes longer to start than a test may. */
const START_MS = 60_000

beforeAll(async () => {
  await postgresServer()
}, START_MS)

onEachEngine('Undo', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const clientOf = async ({ token }: Member) => new McpClient(await app(), { token })
  const read = (by: Member, path: string) => done('GET', path, by)

  test('puts what was made into the trash', async () => {
    const ada = await signUp(await app(), 'ada')
    const ben = await joinAs(await app(), ada, 'ben', 'member')
    const client = await clientOf(ada)
    const task = (await client.done('create_task', { title: 'Prune' })).result
    const job = await done('POST', '/jobs', ada, { title: 'Gardener', status: 'open' })
    const applicant = { job_id: job.id, name: 'Grace', email: 'grace@example.com' }
    const applied = await done('POST', '/applications', ada, applicant)
    const talk = await done('POST', '/conversations', ada, { kind: 'direct', member_id: ben.member_id })
    const makers: [string, object, (id: string) => string][] = [
      ['comment_on_task', { task_id: task.id, body: 'x' }, (id) => `/tasks/${task.id}/comments/${id}`],
      ['create_task', { title: 'x' }, (id) => `/tasks/${id}`],
      ['create_project', { name: 'x' }, (id) => `/projects/${id}`],
      ['create_content', { title: 'x', body: 'y' }, (id) => `/content/${id}`],
      ['create_lesson', { title: 'x' }, (id) => `/lessons/${id}`],
      [
        'note_on_application',
        { application_id: applied.id, body: 'x' },
        (id) => `/applications/${applied.id}/notes/${id}`,
      ],
    ]
    for (const [tool, given, pathOf] of makers) {
      const { result, change_id, undoable } = await client.done(tool, given)
      expect({ tool, undoable }).toEqual({ tool, undoable: true })
      expect(await client.done('undo', { change_id })).toEqual({ result: null, undone: change_id })
      expect({ tool, status: (await call('GET', pathOf(result.id), ada)).status }).toEqual({
        tool,
        status: 404,
      })
    }
    const sent = await client.done('send_message', { conversation_id: talk.id, body: 'x' })
    await client.done('undo', { change_id: sent.change_id })
    const [message] = (await read(ada, `/conversations/${talk.id}/messages`)).items
    expect(message).toMatchObject({ id: sent.result.id, body: '' })
  }, 60_000)

  test('gives what was changed its values of before, and brings back what was deleted', async () => {
    const cleo = await signUp(await app(), 'cleo')
    const client = await clientOf(cleo)
    const task = await done('POST', '/tasks', cleo, { title: 'Prune', labels: ['a'], due_on: '2026-12-24' })
    const changed = { title: 'Mow', labels: ['b'], due_on: null, due_at: '2026-12-25T10:00:00.000Z' }
    const text = await done('POST', '/content', cleo, { title: 'Roses', body: '# Soil', tags: ['x'] })
    const changes: [string, object, string, any][] = [
      ['update_task', { task_id: task.id, ...changed }, `/tasks/${task.id}`, task],
      // What has followed from it comes back, too: of two ways to be due there is one.
      ['update_task', { task_id: task.id, due_at: changed.due_at }, `/tasks/${task.id}`, task],
      ['complete_task', { task_id: task.id }, `/tasks/${task.id}`, task],
      ['update_content', { content_id: text.id, body: '# Sand', tags: [] }, `/content/${text.id}`, text],
      ['delete_task', { task_id: task.id }, `/tasks/${task.id}`, task],
    ]
    for (const [tool, given, path, was] of changes) {
      const { change_id } = await client.done(tool, given)
      await client.done('undo', { change_id })
      const { updated_at: _, revision: __, ...now } = await read(cleo, path)
      expect({ tool, ...now }).toMatchObject({ tool, ...without(was, ['updated_at', 'revision', 'body']) })
    }
    expect((await read(cleo, `/content/${text.id}`)).body).toBe('# Soil')
    const same = await client.done('update_task', { task_id: task.id, title: 'Prune' })
    expect(same.undoable).toBe(false)
  }, 60_000)

  test('is refused once somebody has changed it, says what, and changes nothing', async () => {
    const dora = await signUp(await app(), 'dora')
    const eve = await joinAs(await app(), dora, 'eve', 'admin')
    const client = await clientOf(dora)
    const made = await client.done('create_task', { title: 'Prune' })
    const updated = await client.done('update_task', { task_id: made.result.id, title: 'Mow' })
    await done('PATCH', `/tasks/${made.result.id}`, eve, { status: 'in_progress', title: 'Rake' })
    for (const [{ change_id }, fields] of [
      [updated, ['title', 'status']],
      [made, ['title', 'status']],
    ] as const) {
      const { isError, content } = await client.call('undo', { change_id })
      expect({ isError, ...content, changed: content.changed.sort() }).toMatchObject({
        ...{ isError: true, status: 409, code: 'changed_since', changed: [...fields].sort() },
      })
    }
    const { title, status } = await read(dora, `/tasks/${made.result.id}`)
    expect([title, status]).toEqual(['Rake', 'in_progress'])
  }, 60_000)

  test('does not take along what others have put there since', async () => {
    const liv = await signUp(await app(), 'liv')
    const max = await joinAs(await app(), liv, 'max', 'admin')
    const client = await clientOf(liv)
    const makers: [string, object, (id: string) => Promise<string>][] = [
      ['create_project', { name: 'Garden' }, async (project_id) => taskBy(max, { title: 'Dig', project_id })],
      ['create_task', { title: 'Prune' }, (id) => commentBy(max, `/tasks/${id}`)],
      ['create_content', { title: 'Roses', body: 'x' }, (id) => commentBy(max, `/content/${id}`)],
      ['create_lesson', { title: 'Roses' }, (id) => commentBy(max, `/lessons/${id}`)],
      [
        'create_content',
        { title: 'Course', kind: 'course' },
        async (course_id) =>
          pathOf('/lessons', await done('POST', '/lessons', max, { title: 'Soil', course_id })),
      ],
      [
        'create_lesson',
        { title: 'Soil' },
        async (lesson_id) => {
          const questions = [{ kind: 'text', prompt: 'Which?', answers: ['this'] }]
          return pathOf(
            '/assessments',
            await done('POST', '/assessments', max, { title: 'Test', lesson_id, questions }),
          )
        },
      ],
    ]
    for (const [tool, given, put] of makers) {
      const { result, change_id } = await client.done(tool, given)
      const path = await put(result.id)
      const { content } = await client.call('undo', { change_id })
      expect({ tool, ...content }).toMatchObject({ tool, status: 409, code: 'in_use' })
      expect((await call('GET', path, max)).status).toBe(200)
      // Once it is gone again, nothing stands in the way.
      await call('DELETE', path, max)
      expect(await client.done('undo', { change_id })).toHaveProperty('undone')
    }
  }, 60_000)

  const pathOf = (path: string, { id }: { id: string }) => `${path}/${id}`
  const taskBy = async (by: Member, given: object) => `/tasks/${(await done('POST', '/tasks', by, given)).id}`
  const commentBy = async (by: Member, path: string) =>
    `${path}/comments/${(await done('POST', `${path}/comments`, by, { body: 'Mind the roots' })).id}`

  test('does not bring back what was deleted once more since', async () => {
    const { clock } = await app()
    const jan = await signUp(await app(), 'jan')
    const kim = await joinAs(await app(), jan, 'kim', 'admin')
    const client = await clientOf(jan)
    const task = await done('POST', '/tasks', jan, { title: 'Prune' })
    const { change_id } = await client.done('delete_task', { task_id: task.id })
    await call('POST', `/trash/${task.id}/restore`, kim)
    clock.at += 1
    await call('DELETE', `/tasks/${task.id}`, kim)
    const { isError, content } = await client.call('undo', { change_id })
    expect({ isError, ...content }).toMatchObject({ isError: true, status: 409, code: 'changed_since' })
    expect((await call('GET', `/tasks/${task.id}`, kim)).status).toBe(404)
  })

  test('is not stopped by what time alone has changed, and is there for a week', async () => {
    const { clock } = await app()
    const started = clock.at
    const fay = await signUp(await app(), 'fay')
    const key = await apiKey(await app(), fay, 'write')
    const client = new McpClient(await app(), { key })
    const made = await client.done('create_task', { title: 'Prune', due_at: '2026-11-21T12:00:00Z' })
    const other = await client.done('create_task', { title: 'Mow' })
    clock.at += 6 * DAY
    expect(await client.done('undo', { change_id: made.change_id })).toHaveProperty('undone')
    clock.at += DAY
    expect((await client.call('undo', { change_id: other.change_id })).content.code).toBe('change_not_found')
    clock.at = started
  })

  test('keeps nothing of what is gone for good, of who is erased, nor of what was taken back', async () => {
    const lea = await signUp(await app(), 'lea')
    const client = await clientOf(lea)
    const project = await done('POST', '/projects', lea, { name: 'A secret garden' })
    const inProject = { title: 'A secret path', project_id: project.id }
    const task = await done('POST', '/tasks', lea, inProject)
    const text = await done('POST', '/content', lea, { title: 'Soil', body: 'A secret soil' })
    const job = await done('POST', '/jobs', lea, { title: 'Gardener', status: 'open' })
    const applicant = { job_id: job.id, name: 'Grace', email: 'grace@example.com' }
    const applied = await done('POST', '/applications', lea, applicant)
    const here = (await app()).context.db.for(lea.organization_id)
    const kept = async () => (await here.read((q) => q.all(listUndo))).map(({ undo }) => undo)
    await client.done('update_project', { project_id: project.id, name: 'x' })
    await client.done('update_task', { task_id: task.id, title: 'x' })
    await client.done('comment_on_task', { task_id: task.id, body: 'x' })
    await client.done('move_application', { application_id: applied.id, stage: 'screening' })
    const changed = await client.done('update_content', { content_id: text.id, body: 'x' })
    expect((await kept()).filter((undo) => undo.includes('A secret'))).toHaveLength(3)
    await client.done('undo', { change_id: changed.change_id })
    await call('DELETE', `/projects/${project.id}`, lea)
    await call('DELETE', `/trash/${project.id}`, lea)
    expect((await client.call('undo', { change_id: changed.change_id })).content.code).toBe('already_undone')
    const left = await kept()
    expect(left).toHaveLength(2)
    expect(left.join()).not.toContain('A secret')
    await call('DELETE', `/candidates/${applied.candidate.id}`, lea)
    expect(await kept()).toEqual(['{}'])
  }, 60_000)

  test('is for who has made the change, may still do it, and once', async () => {
    const gil = await signUp(await app(), 'gil')
    const hal = await joinAs(await app(), gil, 'hal', 'member')
    const ivy = await signUp(await app(), 'ivy')
    const client = await clientOf(hal)
    const made = await client.done('create_project', { name: 'Garden' })
    const kept = await client.done('create_project', { name: 'Pond' })
    const undoing = async (by: Member, given: object) =>
      (await (await clientOf(by)).call('undo', given)).content.code
    const { change_id } = made
    for (const other of [gil, ivy]) expect(await undoing(other, { change_id })).toBe('change_not_found')
    expect(await undoing(hal, { change_id: 'x' })).toBe('invalid_value')
    expect(await undoing(hal, { change_id, force: true })).toBe('invalid_value')

    const before = await tableHashes(await app())
    expect(await client.done('undo', { change_id, dry_run: true })).toEqual({ result: null, dry_run: true })
    expect(await tableHashes(await app())).toEqual(before)
    expect(await client.done('undo', { change_id })).toEqual({ result: null, undone: change_id })
    expect(await undoing(hal, { change_id })).toBe('already_undone')

    const [entry] = (await read(gil, '/audit?action=tool.called')).items
    expect(entry).toMatchObject({
      actor: `member:${hal.member_id}`,
      after: { tool: 'undo', undoes: change_id, changes: [{ kind: 'project', verb: 'deleted' }] },
    })
    await done('PATCH', `/members/${hal.member_id}`, gil, { role: 'viewer' })
    expect(await undoing(hal, { change_id: kept.change_id })).toBe('not_allowed')
    expect((await client.tools()).map(({ name }) => name)).not.toContain('undo')
  }, 60_000)
})

function without(thing: any, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name)))
}

const listUndo = statement<Record<never, never>, { undo: string }>(`
  select cast(undo as text) as undo from tool_changes where organization_id = :organization_id order by id`)
