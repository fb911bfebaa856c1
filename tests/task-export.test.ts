import { expect, test } from 'bun:test'
import { type Caller, callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { dateOf, readCsv, readXlsx } from './spreadsheets.ts'
import { joinAs } from './teams.ts'

onEachEngine('Tasks as a file', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const download = async (by: Caller, query = '') => {
    const { token, key } = { token: undefined, key: undefined, ...by }
    const headers: Record<string, string> = token
      ? { authorization: `Bearer ${token}` }
      : { 'x-api-key': String(key) }
    const request = new Request(`http://localhost/api/v1/tasks/export?${query}`, { headers })
    const answer = await (await app()).app.handle(request)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { status: answer.status, headers: answer.headers, bytes, text: new TextDecoder().decode(bytes) }
  }
  const documentOf = async (by: Caller, query = '') =>
    JSON.parse((await download(by, `format=json&${query}`)).text)

  test('says of each what the list says, with names, and the lists are the same in each format', async () => {
    const { clock } = await app()
    const ada = await signUp(await app(), 'export-ada', 'Europe/Berlin')
    const ben = await joinAs(await app(), ada, 'export-ben', 'member')
    const team = await done('POST', '/teams', ada, { name: 'Garden' })
    const project = await done('POST', '/projects', ada, { name: 'Roses, "red"' })
    const placed = { project_id: project.id, team_id: team.id, assignee_id: ben.member_id }
    const made = await done('POST', '/tasks', ada, {
      ...{ title: '=1+1', description: 'first\nsecond, "third"', priority: 'high', labels: ['a, b', 'c'] },
      ...{ due_on: '2026-12-24', ...placed },
    })
    clock.at += 1
    const due_at = '2026-11-19T08:30:00.000Z'
    const late = await done('POST', '/tasks', ada, { title: 'Mow', due_at, owner_id: null })
    await done('POST', `/tasks/${late.id}/comments`, ada, { body: 'Soon.' })
    await done('PATCH', `/tasks/${made.id}`, ada, { status: 'done' })

    const document = await documentOf(ada)
    const { items } = await done('GET', '/tasks', ada)
    const named = [
      { project: 'Roses, "red"', team: 'Garden', owner: 'export-ada', assignee: 'export-ben' },
      { project: null, team: null, owner: null, assignee: null },
    ]
    expect(document).toEqual({
      ...{ organization_id: ada.organization_id, time_zone: 'Europe/Berlin' },
      generated_at: new Date(clock.at).toISOString(),
      tasks: items.map(({ in_progress_since: _, may: __, ...task }: any, i: number) => ({
        ...task,
        ...named[i],
      })),
    })

    const csv = await download(ada)
    expect(Object.fromEntries(csv.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="almanac-export-ada-s-tasks-2026-11-20.csv"',
      'cache-control': 'no-store',
      'x-time-zone': 'Europe/Berlin',
    })
    const [columns = [], ...rows] = readCsv(csv.text)
    const asTexts = (task: Record<string, unknown>) =>
      columns.map((name) => {
        const value = name === 'labels' ? (task.labels as string[]).join(', ') : task[name]
        // A spreadsheet must not run it.
        return value === null ? '' : value === '=1+1' ? "'=1+1" : String(value)
      })
    expect(rows).toEqual(document.tasks.map(asTexts))

    const sheets = readXlsx((await download(ada, 'format=xlsx')).bytes)
    expect([...sheets.keys()]).toEqual(['Tasks', 'About'])
    const [head = {}, first = {}, second = {}] = sheets.get('Tasks')?.rows ?? []
    const letterOf = (name: string) => Object.keys(head).find((one) => head[one]?.value === name) ?? name
    expect(first[letterOf('title')]).toMatchObject({ type: 'inlineStr', value: '=1+1' })
    expect(first[letterOf('project')]?.value).toBe('Roses, "red"')
    expect(dateOf(first[letterOf('due_on')]?.value)).toStartWith('2026-12-24')
    expect(dateOf(second[letterOf('due_at')]?.value)).toBe(due_at)
    expect(second[letterOf('overdue')]).toMatchObject({ type: 'b', value: true })
  })

  test('are those that the caller sees, whose project is named where it is seen, too', async () => {
    const ada = await signUp(await app(), 'export-owner')
    const ben = await joinAs(await app(), ada, 'export-member', 'member')
    const team = await done('POST', '/teams', ada, { name: 'Board' })
    const project = await done('POST', '/projects', ada, { name: 'Secret', team_id: team.id })
    await done('POST', '/tasks', ada, { title: 'hidden', project_id: project.id })
    const shown = await done('POST', '/tasks', ada, { title: 'shared', project_id: project.id })
    await done('PUT', `/tasks/${shown.id}/shares/members/${ben.member_id}`, ada, { permission: 'view' })
    const namesOf = async (by: Caller) =>
      (await documentOf(by)).tasks.map(({ title, project }: any) => [title, project])
    expect(await namesOf(ben)).toEqual([['shared', null]])
    const all = [
      ['hidden', 'Secret'],
      ['shared', 'Secret'],
    ]
    expect(await namesOf(ada)).toEqual(all)
    expect(await namesOf({ key: await apiKey(await app(), ada, 'read') })).toEqual(all)
    const other = await signUp(await app(), 'export-stranger')
    expect(await namesOf(other)).toEqual([])
  })

  test('are all of them, however many pages, and those that the filters let through', async () => {
    const ada = await signUp(await app(), 'export-many')
    const titles = Array.from({ length: 450 }, (_, i) => `task ${i}`)
    // Long ones, too, of which fewer are read at once.
    const description = 'x'.repeat(4_000)
    const tasks = titles.map((title, i) => ({
      ...{ title, priority: i % 3 === 0 ? 'high' : 'low' },
      ...(i > 100 && i < 140 && { description }),
    }))
    await done('POST', '/tasks/bulk', ada, { tasks })
    const titlesOf = async (query = '') => (await documentOf(ada, query)).tasks.map(({ title }: any) => title)
    expect(await titlesOf()).toEqual(titles)
    expect(await titlesOf('priority=high')).toEqual(titles.filter((_, i) => i % 3 === 0))
    expect(await titlesOf('priority=urgent')).toEqual([])
    expect(readCsv((await download(ada, 'priority=urgent')).text)).toHaveLength(1)
  })

  test('leave out what is made meanwhile, and end with the access', async () => {
    const { app: server, clock } = await app()
    const ada = await signUp(await app(), 'export-meanwhile')
    const ben = await joinAs(await app(), ada, 'export-leaving', 'member')
    const tasks = Array.from({ length: 500 }, (_, i) => ({ title: `${i}`, description: 'x'.repeat(5_000) }))
    await done('POST', '/tasks/bulk', ada, { tasks })
    const begin = async ({ token }: Member) => {
      const headers = { authorization: `Bearer ${token}` }
      const url = 'http://localhost/api/v1/tasks/export?format=json'
      const answer = await server.handle(new Request(url, { headers }))
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
      const first = (await reader.read()).value ?? ''
      return async () => {
        let text = first
        for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
        return text
      }
    }
    const rest = await begin(ada)
    clock.at += 1
    await done('POST', '/tasks', ada, { title: 'later' })
    const found = JSON.parse(await rest()).tasks
    expect([found.length, found.at(-1).title]).toEqual([500, '499'])

    await done('POST', '/tasks/bulk', ben, { tasks })
    const cutOff = await begin(ben)
    await done('PATCH', `/members/${ben.member_id}`, ada, { status: 'suspended' })
    await expect(cutOff()).rejects.toThrow('The export stopped.')
  })

  test('are refused where the question is wrong, and each that is made is audited', async () => {
    const ada = await signUp(await app(), 'export-wrong')
    for (const [query, field] of [
      ['format=pdf', 'format'],
      ['status=open', 'status'],
      ['due=today&overdue=true', 'due'],
      ['limit=3', 'limit'],
      ['due_before=soon', 'due_before'],
    ] as const) {
      const { status, body } = await call('GET', `/tasks/export?${query}`, ada)
      expect([query, status, Object.keys(body.fields)]).toEqual([query, 422, [field]])
    }
    const made = async () => (await done('GET', '/audit?action=export.made', ada)).items
    expect(await made()).toEqual([])
    await download(ada, 'status=todo')
    expect(await made()).toMatchObject([{ after: { of: 'tasks', format: 'csv', status: 'todo' } }])
  })
})
