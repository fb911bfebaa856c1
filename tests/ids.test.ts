/** Of a UUID, case does not matter (RFC 9562): clients on .NET and Swift write it in capitals. */
import { beforeAll, expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { formWith } from './authorization/things.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { resolved } from './references.ts'
import { joinAs } from './teams.ts'

const API = '/api/v1'

onEachEngine('Ids in capitals', (engine) => {
  const app = sharedApp(engine)
  let ada: Member
  let ben: Member
  let key: string
  /** By the beginning of a path, what its parameters are. */
  let things: Record<string, string> = {}

  beforeAll(async () => {
    ada = await signUp(await app(), 'ada')
    ben = await joinAs(await app(), ada, 'ben', 'member')
    key = await apiKey(await app(), ada, 'admin', 'ingest')
    const task = await made('/tasks', { title: 'Roses', assignee_id: ben.member_id })
    const conversation = await made('/conversations', {
      kind: 'group',
      title: 'Talk',
      member_ids: [ben.member_id],
    })
    const job_id = await made('/jobs', { title: 'Gardener', status: 'open' })
    const application = await made('/applications', { job_id, name: 'Grace', email: 'grace@example.com' })
    const message = await made(`/conversations/${conversation}/messages`, { body: 'hello' })
    const content = await made('/content', { title: 'Text', kind: 'course', status: 'published' })
    const questions = [{ kind: 'number', prompt: 'How many?', answer: 1 }]
    const assessment = await made('/assessments', { title: 'Text', status: 'published', questions })
    const lesson = await made('/lessons', { title: 'Text', course_id: content })
    const comment = { body: 'x' }
    things = {
      '/content/{id}/comments/{comment_id}': `/content/${content}/comments/${await made(`/content/${content}/comments`, comment)}`,
      '/lessons/{id}/comments/{comment_id}': `/lessons/${lesson}/comments/${await made(`/lessons/${lesson}/comments`, comment)}`,
      '/tasks/{id}/comments/{comment_id}': `/tasks/${task}/comments/${await made(`/tasks/${task}/comments`, { body: 'x' })}`,
      '/tasks/{id}/files/{file_id}': `/tasks/${task}/files/${await sent(`tasks/${task}`)}`,
      '/conversations/{id}/messages/{message_id}': `/conversations/${conversation}/messages/${message}`,
      '/tasks/{id}': `/tasks/${task}`,
      '/projects/{id}': `/projects/${await made('/projects', { name: 'Garden' })}`,
      '/board/{slug}/jobs/{id}': `/board/${await slug()}/jobs/${job_id}`,
      '/board/{slug}': `/board/${await slug()}`,
      '/applications/{id}/notes/{note_id}': `/applications/${application}/notes/${await made(`/applications/${application}/notes`, { body: 'x' })}`,
      '/applications/{id}/files/{file_id}': `/applications/${application}/files/${await sent(`applications/${application}`)}`,
      '/applications/{id}': `/applications/${application}`,
      '/candidates/{id}': `/candidates/${await made('/candidates', { name: 'Heidi', email: 'heidi@example.com' })}`,
      '/companies/{id}': `/companies/${await made('/companies', { name: 'Bluebird' })}`,
      '/jobs/{id}': `/jobs/${await made('/jobs', { title: 'Gardener' })}`,
      '/content/by-slug/{slug}': '/content/by-slug/text',
      '/content/{id}/revisions/{number}': `/content/${content}/revisions/1`,
      '/content/{id}': `/content/${content}`,
      '/lessons/{id}': `/lessons/${lesson}`,
      '/assessments/{id}': `/assessments/${assessment}`,
      '/attempts/{id}': `/attempts/${await made(`/assessments/${assessment}/attempts`, {})}`,
      '/webhooks/{id}': `/webhooks/${await made('/webhooks', { url: 'https://93.184.215.14/' })}`,
      '/labels/{id}': `/labels/${await made('/labels', { name: 'garden', color: '#2e7d32' })}`,
      '/metrics/alerts/{id}': `/metrics/alerts/${await made('/metrics/alerts', { name: 'Few', metric: 'sessions', condition: { kind: 'below', threshold: 1 } })}`,
      '/teams/{id}': `/teams/${await made('/teams', { name: 'Green' })}`,
      '/conversations/{id}': `/conversations/${conversation}`,
      '/members/{id}': `/members/${ben.member_id}`,
      '/imports/{id}': `/imports/${await imported()}`,
    }
  })

  async function slug(): Promise<string> {
    return (await (await app()).get(`${API}/organization`, { token: ada.token })).body.slug
  }

  async function imported(): Promise<string> {
    const body = `id,person,occurred_at,verb\nimported,${ada.member_id},2026-11-19T09:00:00Z,call\n`
    await (await app()).post(`${API}/events/import?format=csv`, { token: ada.token, body })
    return (await (await app()).get(`${API}/imports`, { token: ada.token })).body.items[0].id
  }

  async function sent(thing: string): Promise<string> {
    const files = `${API}/${thing}/files`
    const { body } = await (await app()).post(files, { token: ada.token, body: formWith('Roses') })
    return body.items[0].id
  }

  async function made(path: string, json: object): Promise<string> {
    const answer = await (await app()).post(API + path, { token: ada.token, json })
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`)
    return answer.body.id
  }

  test('name the same thing in every path', async () => {
    const { get } = await app()
    const { paths } = (await get('/openapi.json')).body
    // What the instance has goes by its name.
    const own = Object.keys(paths).filter((path) => !/^.api.v1.(operations|monitoring)/.test(path))
    const gettable = own.filter((path) => paths[path].get && path.includes('{'))
    expect(gettable.length).toBeGreaterThan(10)
    for (const path of gettable) {
      const [begin, real] = Object.entries(things).find(([one]) => path.startsWith(API + one)) ?? []
      if (!begin || !real) throw new Error(`no thing for ${path}`)
      const rest = path.slice((API + begin).length)
      const small = await get(`${API}${real}${rest}`, { token: ada.token })
      const capitals = await get(`${API}${inCapitals(real)}${rest}`, { token: ada.token })
      expect([path, small.status, capitals.status]).toEqual([path, 200, 200])
      expect([path, capitals.body]).toEqual([path, small.body])
    }
  })

  test('are found by filters, and taken in bodies, and answered in small letters', async () => {
    const { get, post, call } = await app()
    const { token } = ada
    const assigned = await get(`${API}/tasks?assignee_id=${ben.member_id.toUpperCase()}`, { token })
    expect(assigned.body.items.map(({ title }: any) => title)).toEqual(['Roses'])
    const project_id = things['/projects/{id}']?.split('/').at(-1) ?? ''
    const json = {
      title: 'Tulips',
      owner_id: ben.member_id.toUpperCase(),
      project_id: project_id.toUpperCase(),
    }
    const { body: task } = await post(`${API}/tasks`, { token, json })
    expect(task).toMatchObject({ owner_id: ben.member_id, project_id })
    const tasks = [{ id: task.id.toUpperCase(), assignee_id: ben.member_id.toUpperCase() }]
    const { body: changed } = await call('PATCH', `${API}/tasks/bulk`, { token, json: { tasks } })
    expect(changed.tasks[0]).toMatchObject({ id: task.id, assignee_id: ben.member_id })
    const group = { kind: 'group', title: 'Both', member_ids: [ben.member_id.toUpperCase()] }
    const { body: conversation } = await post(`${API}/conversations`, { token, json: group })
    const members = await get(`${API}/conversations/${conversation.id}/members`, { token })
    expect(members.body.items.map(({ id }: any) => id)).toContain(ben.member_id)
  })

  test('are one version: a tag from before holds', async () => {
    const { call, get } = await app()
    const path = `${API}${things['/teams/{id}']}`
    const etag = (await get(path, { token: ada.token })).headers.get('etag') ?? ''
    const capitals = API + inCapitals(things['/teams/{id}'] ?? '')
    const seen = await get(capitals, { token: ada.token, headers: { 'if-none-match': etag } })
    expect(seen.status).toBe(304)
    const change = { token: ada.token, json: { name: 'Greener' }, headers: { 'if-match': etag } }
    expect((await call('PATCH', capitals, change)).status).toBe(200)
  })

  test('mention', async () => {
    const { get, post } = await app()
    const json = { body: `Look, <@${ben.member_id.toUpperCase()}>` }
    await post(`${API}${things['/tasks/{id}']}/comments`, { token: ada.token, json })
    const { body } = await get(`${API}/notifications?kind=mention`, { token: ben.token })
    expect(body.items).toHaveLength(1)
  })

  test('of a member who acts make no second person, and of others stay as they are', async () => {
    const { get, post, put } = await app()
    const stranger = 'A4C1F6C0-0B1C-4B7A-9E39-0D0F6B7A1C11'
    const event = (id: string, person: string) => ({
      id,
      person,
      verb: 'x',
      occurred_at: '2026-11-20T11:00:00Z',
    })
    const json = [event('1', ben.member_id.toUpperCase()), event('2', ben.member_id), event('3', stranger)]
    expect((await post(`${API}/events`, { key, json })).body.accepted).toBe(3)
    const { items } = (await get(`${API}/metrics/activity`, { token: ada.token })).body
    const people = new Map<string, any>(items.map(({ id, person }: any) => [id, person]))
    expect([people.get('1')?.id, people.get('2')?.id]).toEqual([ben.member_id, ben.member_id])
    const named = await put(`${API}/people/${stranger}`, { key, json: { name: 'Guest' } })
    expect(named.body).toMatchObject({ external_id: stranger, id: people.get('3').id })
    const renamed = await put(`${API}/people/${ben.member_id.toUpperCase()}`, { key, json: { name: 'x' } })
    expect(renamed.status).toBe(422)
  })

  test('are ids by the document wherever something is called so', async () => {
    const { body: document } = await (await app()).get('/openapi.json')
    const EXTERNAL = ['/api/v1/events', '/api/v1/events/{id}', '/api/v1/people/{external_id}']
    const missing = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
      Object.values<any>(methods).flatMap(({ parameters = [], requestBody }) => {
        const body = resolved(requestBody?.content?.['application/json']?.schema ?? {}, document)
        const named = [...parameters.map(({ name, schema }: any) => [name, schema]), ...propertiesIn(body)]
        return named
          .filter(([name]) => /(^|_)ids?$/.test(name) && !EXTERNAL.includes(path))
          .filter(([, schema]) => !JSON.stringify(schema).includes('"format":"uuid"'))
          .map(([name]) => `${path} ${name}`)
      }),
    )
    expect(missing).toEqual([])
  })
})

function propertiesIn(schema: any): [string, any][] {
  const own = Object.entries<any>(schema.properties ?? {})
  const inside = [
    ...own.map(([, one]) => one),
    ...(schema.anyOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ]
  return [...own, ...inside.flatMap(propertiesIn)]
}

/** Nothing but the ids: the words of a path are small. */
function inCapitals(path: string): string {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => id.toUpperCase())
}
