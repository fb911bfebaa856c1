import { expect, test } from 'bun:test'
import { type Caller, callsTo, onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'
import { joinAs } from './teams.ts'

onEachEngine('Tasks from a file', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const send = async (
    by: Caller,
    table: string | Uint8Array<ArrayBuffer>,
    { dates, headers }: { dates?: string; headers?: Record<string, string> } = {},
  ) => {
    const body = new FormData()
    body.append('file', new Blob([table]), 'tasks.csv')
    if (dates) body.append('dates', dates)
    return (await app()).post('/api/v1/tasks/import', { ...by, body, ...(headers && { headers }) })
  }
  const listed = async (by: Caller) => (await done('GET', '/tasks?limit=200', by)).items

  test('are all that it says, whatever program has written it', async () => {
    const ada = await signUp(await app(), 'import-ada', 'Europe/Berlin')
    const ben = await joinAs(await app(), ada, 'import-ben', 'member')
    const { id: project_id } = await done('POST', '/projects', ada, { name: 'Garden' })
    const { id: team_id } = await done('POST', '/teams', ada, { name: 'Outside' })
    const { status, body } = await send(
      ada,
      [
        '\ufeffTask Name;Notes;Section/Column;Priority;Projects;Team;Assignee Email;Due Date;Tags;Points',
        `Prune;"first\nsecond; ""third""";Doing;HIGH;garden;Outside;IMPORT-BEN@example.com;2026-12-24;a, b;3`,
        '',
        'Mow;;Done;;;;import-ada;24.12.2026;;',
        "'=1+1;;;;;;;2026-12-24T08:30:00+01:00;;",
      ].join('\r\n'),
    )
    expect([status, body.created, body.remarks]).toEqual([201, 3, []])
    expect(body.columns.slice(-4)).toEqual([
      { column: 'Assignee Email', field: 'assignee' },
      { column: 'Due Date', field: 'due' },
      { column: 'Tags', field: 'labels' },
      { column: 'Points', field: null },
    ])
    const tasks = await listed(ada)
    expect(tasks.map(({ id }: any) => id)).toEqual(body.ids)
    const blank = { description: '', project_id: null, team_id: null, owner_id: ada.member_id, labels: [] }
    expect(tasks).toMatchObject([
      {
        ...{ title: 'Prune', description: 'first\nsecond; "third"', status: 'in_progress', priority: 'high' },
        ...{ project_id, team_id, assignee_id: ben.member_id, due_on: '2026-12-24', labels: ['a', 'b'] },
      },
      { ...blank, title: 'Mow', status: 'done', assignee_id: ada.member_id, due_on: '2026-12-24' },
      { ...blank, title: '=1+1', status: 'todo', due_on: null, due_at: '2026-12-24T07:30:00.000Z' },
    ])
    // They count like any others.
    const { work_metrics } = await done('GET', '/metrics/dashboard?force_refresh=true', ada)
    expect(work_metrics.tasks_by_status).toMatchObject({ todo: 1, in_progress: 1, done: 1 })
  })

  test('that Almanac has written come back as they were', async () => {
    const ada = await signUp(await app(), 'import-again')
    const { id: project_id } = await done('POST', '/projects', ada, { name: 'Roses, red' })
    const tasks = [
      { title: '-1', description: "'=x\n", priority: 'urgent', labels: ['a', 'b'], project_id },
      { title: 'Second', status: 'cancelled', due_on: '2026-02-03', assignee_id: ada.member_id },
      { title: 'Third', status: 'done', due_at: '2026-02-03T04:05:06.007Z', owner_id: null },
    ]
    await done('POST', '/tasks/bulk', ada, { tasks })
    const before = await listed(ada)
    const file = (await (await app()).get('/api/v1/tasks/export', ada)).text
    await done('POST', '/tasks/bulk-delete', ada, { ids: before.map(({ id }: any) => id) })
    const { body } = await send(ada, file)
    expect(body).toMatchObject({ created: 3, remarks: [] })
    const plain = ({ title, description, status, priority, due_on, due_at, labels, assignee_id }: any) => ({
      ...{ title, description: description.trim(), status, priority, due_on, due_at, labels, assignee_id },
    })
    const after = await listed(ada)
    expect(after.map(plain)).toEqual(before.map(plain))
    expect(after[0].project_id).toBe(project_id)
  })

  test('name what is not here by labels, and the answer says so', async () => {
    const ada = await signUp(await app(), 'import-labels')
    const { body } = await send(
      ada,
      [
        'Card Name,List Name,Board Name,Members,Priority,Completed At',
        'One,Ideas,House,"import-labels, Grace",4,',
        'Two,Ideas,House,,4,2026-03-04',
      ].join('\n'),
    )
    expect(body.remarks).toEqual([
      { field: 'status', value: 'Ideas', became: 'label', tasks: 2 },
      { field: 'priority', value: '4', became: null, tasks: 2 },
      { field: 'project', value: 'House', became: 'label', tasks: 2 },
      { field: 'assignee', value: 'Grace', became: 'label', tasks: 1 },
    ])
    expect(await listed(ada)).toMatchObject([
      { status: 'todo', priority: 'none', labels: ['Ideas', 'House', 'Grace'], assignee_id: ada.member_id },
      { status: 'done', priority: 'none', labels: ['Ideas', 'House'], assignee_id: null },
    ])
  })

  test('are refused all together where one cannot be taken, with its line and why', async () => {
    const ada = await signUp(await app(), 'import-wrong')
    for (const name of ['Twice', 'twice']) await done('POST', '/projects', ada, { name })
    const lines = [
      'title,due,project,labels',
      'right,2026-12-24,,',
      ',2026-12-24,,',
      '"of two\nlines",24/12/2026,,',
      'x,2026-02-30,,',
      'x,tomorrow,,',
      'x,,TWICE,',
      `x,,,${'y'.repeat(101)}`,
      'x,,,,more',
      `${'z'.repeat(501)},,,`,
      'x\0,,,',
    ]
    const { status, body } = await send(ada, lines.join('\n'))
    expect([status, body.code]).toEqual([422, 'import_refused'])
    expect(body.detail).toStartWith('Nothing was imported: of 10 tasks 9 cannot be taken.')
    expect(body.lines.map(({ line, fields }: any) => [line, Object.keys(fields)[0]])).toEqual([
      [3, 'title'],
      [4, 'due'],
      [6, 'due'],
      [7, 'due'],
      [8, 'project'],
      [9, 'labels'],
      [10, 'file'],
      [11, 'title'],
      [12, 'title'],
    ])
    expect(body.lines[1].detail).toContain('dates=day_first or dates=month_first')
    expect(await listed(ada)).toEqual([])
    const [day, month] = ['title,due\nx,24/12/2026', 'title,due\nx,12/24/2026']
    expect((await send(ada, month, { dates: 'day_first' })).status).toBe(422)
    for (const [table, dates] of [
      [day, 'day_first'],
      [month, 'month_first'],
    ] as const)
      expect((await send(ada, table, { dates })).status).toBe(201)
    expect((await listed(ada)).map(({ due_on }: any) => due_on)).toEqual(['2026-12-24', '2026-12-24'])
  })

  test('are none where the file is no table of tasks', async () => {
    const ada = await signUp(await app(), 'import-no-table')
    const tooMany = `title\n${'x\n'.repeat(2_001)}`
    for (const [table, problem] of [
      ['', 'is empty'],
      ['title,due', 'has a header, and no tasks'],
      ['id,person\n1,2', 'has no column with the titles of tasks: its first line names id, person.'],
      [new Uint8Array([0xff, 0xfe, 0x74, 0x00]), 'is not UTF-8'],
      ['"title\nx', 'has a header that cannot be read: a quoted field is not closed'],
      [tooMany, 'has more than 2,000 tasks: send it in parts'],
    ] as const) {
      const { status, body } = await send(ada, table)
      expect([status, body.fields?.file]).toEqual([422, expect.stringContaining(problem)])
    }
    expect((await call('POST', '/tasks/import', ada, { file: [] })).status).toBe(422)
    expect((await call('POST', '/tasks/import', ada, { file: ['x'] })).status).toBe(422)
    expect(await listed(ada)).toEqual([])
  })

  test('that is made to take long is refused at once', async () => {
    const ada = await signUp(await app(), 'import-long')
    const columns = `title${',labels'.repeat(1_000)}\n${'x\n'.repeat(2_000)}`
    expect((await send(ada, columns)).body.fields).toEqual({ file: 'has more than 1,000 columns' })
    const long = 'é'.repeat(1_001)
    const lines = [
      ...['status', 'done', 'priority', 'project', 'team', 'owner', 'assignee', 'due'].map((field) => [
        field,
        long,
      ]),
      ['labels', `"${'a,'.repeat(10_000)}"`],
      ['title', '\u200b'],
    ]
    for (const [field = '', text = ''] of lines) {
      const table = field === 'title' ? `title\n${text}` : `title,${field}\nx,${text}`
      const { status, body } = await send(ada, table)
      expect([status, body.code]).toEqual([422, 'import_refused'])
      expect(body.lines).toMatchObject([{ line: 2, fields: { [field]: expect.stringMatching(/^must/) } }])
    }
    expect(await listed(ada)).toEqual([])
  })

  test('name no project, team or person that one could not give a task to', async () => {
    const ada = await signUp(await app(), 'import-owner')
    const ben = await joinAs(await app(), ada, 'import-member', 'member')
    const { id: team_id } = await done('POST', '/teams', ada, { name: 'Board' })
    await done('POST', '/projects', ada, { name: 'Secret', team_id })
    const other = await signUp(await app(), 'import-stranger')
    const table = `title,project,team,assignee\nx,Secret,Board,${'import-stranger@example.com'}`
    expect((await send(ben, table)).body.remarks.map(({ field }: any) => field)).toEqual([
      'project',
      'team',
      'assignee',
    ])
    expect(await listed(ben)).toMatchObject([{ project_id: null, team_id: null, assignee_id: null }])
    expect(await listed(other)).toEqual([])
    const viewer = await joinAs(await app(), ada, 'import-viewer', 'viewer')
    expect((await send(viewer, table)).status).toBe(403)
  })

  test('are tried out by a dry run, and made once by a key', async () => {
    const ada = await signUp(await app(), 'import-tried')
    const table = `title,status\n${Array.from({ length: 2_000 }, (_, i) => `t${i},Ideas`).join('\n')}`
    const tried = await send(ada, table, { headers: { 'dry-run': 'true' } })
    expect([tried.status, tried.body.created]).toEqual([201, 2_000])
    expect(tried.body.remarks).toEqual([{ field: 'status', value: 'Ideas', became: 'label', tasks: 2_000 }])
    expect(await listed(ada)).toEqual([])
    const headers = { 'idempotency-key': 'import' }
    const first = await send(ada, table, { headers })
    const again = await send(ada, table, { headers })
    expect([again.status, again.text]).toEqual([201, first.text])
    expect((await done('GET', '/tasks?count=true&limit=1', ada)).total).toBe(2_000)
  })
})
