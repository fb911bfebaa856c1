/** The MCP endpoint: the protocol, who may call which tool, and that a tool answers what its route does. */
import { beforeAll, describe, expect, test } from 'bun:test'
import { TOOLS } from '../src/mcp/toolbox.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { EXPECTATIONS, KEYS, SESSIONS } from './authorization/expectations.ts'
import { makeMatrix } from './authorization/requests.ts'
import { McpClient } from './mcp-client.ts'
import { type Member, signUp } from './people.ts'
import { postgresServer } from './postgres-server.ts'

const HANDSHAKES = ['2025-03-26', '2025-06-18', '2025-11-25']
const MODERN = '2026-07-28'
const PREFIX = 'io.modelcontextprotocol'
const CORRELATION = '5e0f1a52-7c7e-4b8e-9d39-3c1f1b9c0b0e'

/** On a busy machine it takes longer to start than a test may. */
const START_MS = 60_000

beforeAll(async () => {
  await postgresServer()
}, START_MS)

onEachEngine('The MCP endpoint', (engine) => {
  const app = sharedApp(engine)
  const { done } = callsTo(app)
  const clientOf = async ({ token }: Member) => new McpClient(await app(), { token })

  describe('introduces itself', () => {
    for (const version of HANDSHAKES) {
      test(`in ${version}`, async () => {
        const by = { token: (await signUp(await app(), `in-${version}`)).token }
        const client = new McpClient(await app(), by, { 'mcp-protocol-version': version })
        const clientInfo = { name: 'a test', version: '1' }
        const given = { protocolVersion: version, capabilities: {}, clientInfo }
        const { protocolVersion, capabilities, serverInfo, instructions } = await client.ask(
          'initialize',
          given,
        )
        expect({ protocolVersion, capabilities }).toEqual({
          protocolVersion: version,
          capabilities: { tools: {} },
        })
        expect(serverInfo.name).toBe('almanac')
        expect(instructions).toContain('next_cursor')
        const told = await client.send({ jsonrpc: '2.0', method: 'notifications/initialized' })
        expect([told.status, told.text]).toEqual([202, ''])
        expect(await client.ask('ping')).toEqual({})
        expect((await client.tools()).length).toBeGreaterThan(20)
      })
    }

    test('in the newest version with a handshake, to who asks for one that there is not', async () => {
      const client = await clientOf(await signUp(await app(), 'from-the-future'))
      expect((await client.ask('initialize', { protocolVersion: '2999-01-01' })).protocolVersion).toBe(
        '2025-11-25',
      )
    })

    test('without a handshake, where each message speaks for itself', async () => {
      const { token } = await signUp(await app(), 'modern')
      const client = new McpClient(await app(), { token }, {})
      const meta = { [`${PREFIX}/protocolVersion`]: MODERN, [`${PREFIX}/clientCapabilities`]: {} }
      const ask = (method: string, params: object = {}, headers: Record<string, string> = {}) => {
        const said = { 'mcp-protocol-version': MODERN, 'mcp-method': method, ...headers }
        return client.send({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } }, said)
      }
      const { body } = await ask('server/discover')
      expect(body.result).toMatchObject({
        resultType: 'complete',
        supportedVersions: [MODERN, ...HANDSHAKES.toReversed()],
        cacheScope: 'private',
        _meta: { [`${PREFIX}/serverInfo`]: { name: 'almanac' } },
      })
      const called = await ask(
        'tools/call',
        { name: 'list_tasks' },
        { 'mcp-name': '=?base64?bGlzdF90YXNrcw==?=' },
      )
      expect(called.body.result).toMatchObject({ resultType: 'complete', structuredContent: { items: [] } })

      const refused = async (answer: ReturnType<typeof ask>) => {
        const { status, body } = await answer
        return [status, body.error.code]
      }
      expect(await refused(ask('tools/call', { name: 'list_tasks' }, { 'mcp-name': 'get_task' }))).toEqual([
        400, -32020,
      ])
      expect(await refused(ask('tools/list', {}, { 'mcp-method': 'ping' }))).toEqual([400, -32020])
      expect(await refused(ask('ping'))).toEqual([404, -32601])
      const silent = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
      expect(await refused(client.send(silent, { 'mcp-protocol-version': MODERN }))).toEqual([400, -32602])
      const { body: old } = await client.send(silent, { 'mcp-protocol-version': '2024-11-05' })
      expect(old.error).toMatchObject({ code: -32022, data: { requested: '2024-11-05' } })
      // Neither can be made a text.
      const strange = { toString: 1 }
      expect(await refused(ask('tools/call', { name: strange }, { 'mcp-name': 'x' }))).toEqual([400, -32020])
      const unreadable = { ...silent, params: { _meta: { [`${PREFIX}/protocolVersion`]: strange } } }
      expect(await refused(client.send(unreadable))).toEqual([400, -32022])
    })
  })

  test('is for those who are somebody, by POST, and not for the pages of other sites', async () => {
    const { post, get, delete: remove } = await app()
    const { token } = await signUp(await app(), 'somebody')
    const json = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
    const nobody = await post('/mcp', { json })
    expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(nobody.body.error.data.code).toBe('not_signed_in')
    for (const other of [await get('/mcp', { token }), await remove('/mcp', { token })]) {
      expect([other.status, other.headers.get('allow')]).toEqual([405, 'POST'])
    }
    const from = (origin: string) => post('/mcp', { token, json, headers: { origin } })
    const foreign = await from('https://evil.example')
    expect([foreign.status, foreign.body.error.data.code]).toEqual([403, 'foreign_origin'])
    expect((await from('http://localhost:3000')).status).toBe(200)
  })

  test('says what is wrong with a message, and goes on', async () => {
    const client = await clientOf(await signUp(await app(), 'confused'))
    const rpc = (more: object) => ({ jsonrpc: '2.0', id: 7, ...more })
    const wrong: [unknown, number, number, unknown][] = [
      [null, 400, -32600, null],
      ['ping', 400, -32600, null],
      [[rpc({ method: 'ping' })], 400, -32600, null],
      [{ id: 7, method: 'ping' }, 400, -32600, 7],
      [rpc({ result: {} }), 400, -32600, 7],
      [rpc({ method: 'ping', params: [1] }), 400, -32600, 7],
      [rpc({ method: 'ping', id: null }), 400, -32600, null],
      [rpc({ method: 'ping', id: 'x'.repeat(1_001) }), 400, -32600, null],
      [rpc({ method: 'ping', id: 1.5 }), 400, -32600, null],
      [rpc({ method: 'resources/list' }), 200, -32601, 7],
      [rpc({ method: 'tools/list', params: { cursor: 'x' } }), 200, -32602, 7],
      [rpc({ method: 'tools/call', params: {} }), 200, -32602, 7],
      [rpc({ method: 'tools/call', params: { name: 'list_task' } }), 200, -32602, 7],
      [rpc({ method: 'tools/call', params: { name: 'list_tasks', arguments: [] } }), 200, -32602, 7],
    ]
    for (const [message, status, code, id] of wrong) {
      const answer = await client.send(message)
      expect({ message, status: answer.status, code: answer.body.error.code, id: answer.body.id }).toEqual({
        ...{ message, status, code, id },
      })
    }
    const { post } = await app()
    const raw = (body: string, type = 'application/json') =>
      post('/mcp', { ...client.by, body, headers: { 'content-type': type } })
    expect((await raw('{')).body.error.code).toBe(-32700)
    expect((await raw(`${'['.repeat(100)}${']'.repeat(100)}`)).body.error.data.code).toBe('nested_too_deep')
    expect((await raw('{"id":1e400}')).status).toBe(422)
    expect((await raw('{}', 'text/plain')).status).toBe(415)
    expect((await raw(`"${'x'.repeat(5 * 2 ** 20)}"`)).status).toBe(413)
    expect(await client.ask('ping')).toEqual({})
  }, 60_000)

  test('takes several messages at once only in the version that has it, and a few', async () => {
    const { token } = await signUp(await app(), 'in-batches')
    const client = new McpClient(await app(), { token }, {})
    const ping = { jsonrpc: '2.0', method: 'ping' }
    const { body } = await client.send([{ ...ping, id: 'a' }, { ...ping }, { ...ping, id: 'b', params: 1 }])
    expect(body.map(({ id, error }: any) => [id, error?.code])).toEqual([
      ['a', undefined],
      ['b', -32600],
    ])
    expect((await client.send([ping])).status).toBe(202)
    expect((await client.send(Array(21).fill(ping))).status).toBe(400)
  })

  test('refuses in the result of a tool, as the API does, and says what to do', async () => {
    const client = await clientOf(await signUp(await app(), 'mistaken'))
    const refusals: [string, object, object][] = [
      ['list_tasks', { statuss: 'todo' }, { fields: { statuss: 'is unknown: did you mean status?' } }],
      ['list_tasks', { limit: 51 }, { fields: { limit: 'must be at most 50: go on by the cursor' } }],
      ['list_tasks', { cursor: { a: 1 } }, { fields: { cursor: 'must be a text, a number, true or false' } }],
      ['get_task', {}, { fields: { task_id: 'is required' } }],
      ['get_task', { task_id: '..' }, { fields: { task_id: 'must be an id' } }],
      ['get_task', { task_id: CORRELATION }, { status: 404, code: 'task_not_found' }],
      ['list_members', { limit: 'all' }, { status: 422, code: 'invalid_value' }],
    ]
    for (const [tool, given, refusal] of refusals) {
      const { isError, content } = await client.call(tool, given)
      expect({ tool, isError, ...content }).toMatchObject({ tool, isError: true, ...refusal })
    }
  })

  test('answers what the routes do', async () => {
    const ada = await signUp(await app(), 'ada')
    const client = await clientOf(ada)
    const made = (path: string, json: object) => done('POST', path, ada, json)
    const long = 'x'.repeat(400)
    const task = await made('/tasks', { title: 'Prune the roses', description: long, labels: ['garden'] })
    await made(`/tasks/${task.id}/comments`, { body: 'In March.' })
    const project = await made('/projects', { name: 'Garden' })
    await made('/teams', { name: 'Gardeners' })
    const text = await made('/content', {
      title: 'Roses',
      body: '# Soil',
      kind: 'course',
      status: 'published',
    })
    const lesson = await made('/lessons', { title: 'Pruning', body: 'In March.', course_id: text.id })
    const job = await made('/jobs', { title: 'Gardener', status: 'open' })
    const applied = await made('/applications', { job_id: job.id, name: 'Grace', email: 'grace@example.com' })
    await made(`/applications/${applied.id}/notes`, { body: 'Knows her roses.' })
    const talk = await made('/conversations', { kind: 'group', title: 'Garden', member_ids: [] })
    await made(`/conversations/${talk.id}/messages`, { body: 'Who prunes?' })

    const reads: Record<string, [object, string]> = {
      search: [{ q: 'roses', kind: 'task' }, '/search?q=roses&kind=task'],
      list_tasks: [
        { status: 'todo,done', overdue: false, count: true },
        '/tasks?status=todo,done&overdue=false&count=true',
      ],
      get_task: [{ task_id: task.id.toUpperCase() }, `/tasks/${task.id}`],
      list_task_comments: [{ task_id: task.id }, `/tasks/${task.id}/comments`],
      list_task_files: [{ task_id: task.id }, `/tasks/${task.id}/files`],
      summarize_tasks: [{}, '/tasks/stats/summary'],
      list_projects: [{ tasks: true }, '/projects?tasks=true'],
      get_project: [{ project_id: project.id }, `/projects/${project.id}`],
      list_teams: [{}, '/teams'],
      list_labels: [{}, '/tasks/labels'],
      list_content: [{ kind: 'course' }, '/content?kind=course'],
      get_content: [{ content_id: text.id }, `/content/${text.id}`],
      list_lessons: [{ course_id: text.id }, `/lessons?course_id=${text.id}`],
      get_lesson: [{ lesson_id: lesson.id }, `/lessons/${lesson.id}`],
      list_jobs: [{ status: 'open' }, '/jobs?status=open'],
      get_job: [{ job_id: job.id }, `/jobs/${job.id}`],
      list_candidates: [{}, '/candidates'],
      list_applications: [{ stage: 'applied' }, '/applications?stage=applied'],
      get_application: [{ application_id: applied.id }, `/applications/${applied.id}`],
      list_application_notes: [{ application_id: applied.id }, `/applications/${applied.id}/notes`],
      get_me: [{}, '/auth/me'],
      get_organization: [{}, '/organization'],
      list_members: [{ sort: '-created_at' }, '/members?sort=-created_at'],
      list_conversations: [{}, '/conversations'],
      list_messages: [{ conversation_id: talk.id }, `/conversations/${talk.id}/messages`],
      list_notifications: [{ unread: true }, '/notifications?unread=true'],
      get_dashboard: [{ as_of: '2026-11-20' }, '/metrics/dashboard?as_of=2026-11-20'],
      get_trends: [{ metric: 'new_users' }, '/metrics/trends?metric=new_users'],
      get_statistics: [
        { period: '7d', metric: 'new_users' },
        '/metrics/statistics?period=7d&metric=new_users',
      ],
      list_metric_definitions: [{}, '/metrics/definitions'],
      list_activity: [{ limit: 5 }, '/metrics/activity?limit=5'],
      list_changes: [{ after: 0 }, '/live?after=0'],
      list_audit: [{ action: 'organization.founded' }, '/audit?action=organization.founded'],
    }
    const readers = (await client.tools()).filter(({ annotations }) => annotations.readOnlyHint)
    expect(Object.keys(reads).sort()).toEqual(readers.map(({ name }) => name).sort())
    for (const [tool, [given, path]] of Object.entries(reads)) {
      const { isError, content, answer } = await client.call(tool, given)
      const { cache_metadata: _, ...answered } = await done('GET', path, ada)
      expect({ tool, isError, ...content }).toEqual({ tool, isError: false, ...shownAs(answered) })
      expect(answer.body.result.structuredContent).toEqual(content)
    }
  }, 60_000)

  test('says which tools read, which only add, and which may be called again', async () => {
    const client = await clientOf(await signUp(await app(), 'hinted'))
    const tools = await client.tools()
    const hints = (name: string) => {
      const { readOnlyHint, destructiveHint, idempotentHint } = tools.find(
        (one) => one.name === name,
      ).annotations
      return [readOnlyHint, destructiveHint, idempotentHint]
    }
    expect(hints('list_tasks')).toEqual([true, false, true])
    expect(hints('create_task')).toEqual([false, false, false])
    expect(hints('update_task')).toEqual([false, true, true])
    expect(hints('delete_task')).toEqual([false, true, true])
    expect(hints('mark_notification_read')).toEqual([false, false, true])
    expect(hints('undo')).toEqual([false, true, true])
  })

  test('goes on by the cursor', async () => {
    const ben = await signUp(await app(), 'ben')
    const client = await clientOf(ben)
    await done('POST', '/tasks/bulk', ben, {
      tasks: Array.from({ length: 25 }, (_, i) => ({ title: `${i}` })),
    })
    const first = await client.done('list_tasks', { sort: 'created_at' })
    const rest = await client.done('list_tasks', { sort: 'created_at', cursor: first.next_cursor })
    expect([first.items.length, rest.items.length, rest.next_cursor]).toEqual([20, 5, null])
  })

  test('shows nobody what is another organization’s', async () => {
    const [eve, mallory] = [await signUp(await app(), 'eve'), await signUp(await app(), 'mallory')]
    const { id } = await done('POST', '/tasks', eve, { title: 'Secret roses' })
    const client = await clientOf(mallory)
    expect((await client.call('get_task', { task_id: id })).content.code).toBe('task_not_found')
    expect((await client.done('search', { q: 'secret' })).items).toEqual([])
    expect((await client.done('list_tasks')).items).toEqual([])
  })

  test('passes the caller’s correlation on to what the tool asks', async () => {
    const first = await signUp(await app(), 'correlated')
    const client = await clientOf(first)
    const { answer } = await client.call(
      'get_task',
      { task_id: CORRELATION },
      { 'x-correlation-id': CORRELATION },
    )
    expect(answer.headers.get('x-correlation-id')).toBe(CORRELATION)
    const { content } = await client.call(
      'get_task',
      { task_id: CORRELATION },
      { 'x-correlation-id': CORRELATION },
    )
    expect(content.correlation_id).toBe(CORRELATION)
  })
})

onEachEngine('The tools of the MCP endpoint', (engine) => {
  const app = sharedApp(engine)
  let prepared: ReturnType<typeof makeMatrix> | undefined
  const matrix = () => {
    prepared ??= app().then(makeMatrix)
    return prepared
  }

  for (const who of [...SESSIONS, ...KEYS]) {
    test(`are listed for ${who} where the routes let them in`, async () => {
      const m = await matrix()
      const client = new McpClient(m.app, await m.callerOf(who))
      const expected = TOOLS.filter(({ route }) => mayAsk(who, route)).map(({ name }) => name)
      const undo = expected.includes('create_task') ? ['undo'] : []
      expect((await client.tools()).map(({ name }) => name).sort()).toEqual([...expected, ...undo].sort())
      for (const { name, route, params } of TOOLS.filter(({ route }) => !mayAsk(who, route))) {
        const ids = Object.fromEntries(Object.values(params ?? {}).map((id) => [id, CORRELATION]))
        const { status, code } = (await client.call(name, { ...ids, ...REQUIRED[name] })).content
        expect({ name, route, status, code }).toEqual({ name, route, status: 403, code: 'not_allowed' })
      }
    })
  }
})

/** What some cannot do without. */
const REQUIRED: Record<string, object> = {
  search: { q: 'x' },
  create_task: { title: 'x' },
  comment_on_task: { body: 'x' },
  create_project: { name: 'x' },
  create_content: { title: 'x' },
  create_lesson: { title: 'x' },
  note_on_application: { body: 'x' },
  send_message: { body: 'x' },
}

function mayAsk(who: (typeof SESSIONS)[number] | (typeof KEYS)[number], route: string): boolean {
  const documented = route.replaceAll(/:(\w+)/g, '{$1}')
  const { allowed = [] } = EXPECTATIONS[documented] ?? {}
  return allowed !== 'public' && allowed.includes(who)
}

/** Of one of many, long texts are cut. */
function shownAs(answer: any): any {
  if (!Array.isArray(answer.items)) return answer
  return JSON.parse(JSON.stringify(answer), (_, value) => {
    const isLong = typeof value === 'string' && value.length > 300
    return isLong ? `${value.slice(0, 300)}… [cut: ${value.length - 300} more characters]` : value
  })
}
