import { expect, test } from 'bun:test'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const DAY = 86_400_000

onEachEngine('Tasks', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const make = (by: Member, json: object): Promise<any> => done('POST', '/tasks', by, json)
  const titlesOf = async (by: Member, query = ''): Promise<string[]> =>
    (await call('GET', `/tasks?limit=200${query}`, by)).body.items.map(({ title }: any) => title)
  /** An owner, a viewer, and three members: `ann` leads a team, `ben` is in it, `cleo` is in none. */
  const people = async (name: string) => {
    const owner = await signUp(await app(), `${name}-owner`)
    const [ann, ben, cleo, viewer] = [
      await joinAs(await app(), owner, `${name}-ann`, 'member'),
      await joinAs(await app(), owner, `${name}-ben`, 'member'),
      await joinAs(await app(), owner, `${name}-cleo`, 'member'),
      await joinAs(await app(), owner, `${name}-viewer`, 'viewer'),
    ]
    const team_id = (await call('POST', '/teams', ann, { name: 'Roses' })).body.id as string
    await call('PUT', `/teams/${team_id}/members/${ben.member_id}`, ann, { role: 'member' })
    return { owner, ann, ben, cleo, viewer, team_id }
  }
  const rightsOf = async (by: Member, id: string): Promise<string> => {
    const seen = (await call('GET', `/tasks/${id}`, by)).status
    if (seen === 404) return 'none'
    expect(seen).toBe(200)
    if ((await call('PATCH', `/tasks/${id}`, by, {})).status === 403) return 'view'
    const share = await call('PUT', `/tasks/${id}/shares/members/${by.member_id}`, by, { permission: 'view' })
    if (share.status === 403) return 'edit'
    await call('DELETE', `/tasks/${id}/shares/members/${by.member_id}`, by)
    return 'manage'
  }

  test('belong to who makes them, and come back as they were made', async () => {
    const { ann, cleo } = await people('made')
    const json = { title: ' Prune the roses ', labels: ['garden', ' garden', 'tools'], due_on: '2026-12-24' }
    const { status, body, headers } = await call('POST', '/tasks', ann, json)
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        title: 'Prune the roses',
        description: '',
        status: 'todo',
        priority: 'none',
        project_id: null,
        team_id: null,
        owner_id: ann.member_id,
        assignee_id: null,
        due_on: '2026-12-24',
        due_at: null,
        overdue: false,
        labels: ['garden', 'tools'],
        completed_at: null,
        created_at: '2026-11-20T12:00:00.000Z',
        updated_at: '2026-11-20T12:00:00.000Z',
      },
    ])
    const read = await call('GET', `/tasks/${body.id}`, ann)
    expect([read.body, read.headers.get('etag')]).toEqual([body, headers.get('etag')])
    expect((await call('GET', `/tasks/${body.id}`, cleo)).status).toBe(404)
  })

  test('give rights by owner, assignee, team, project and share, and to nobody else', async () => {
    const { owner, ann, ben, cleo, viewer, team_id } = await people('rights')
    const rights = async (id: string) => {
      const all = []
      for (const one of [owner, ann, ben, cleo, viewer]) all.push(await rightsOf(one, id))
      return all
    }
    const alone = await make(cleo, { title: 'alone' })
    expect(await rights(alone.id)).toEqual(['manage', 'none', 'none', 'manage', 'none'])
    const assigned = await make(cleo, { title: 'assigned', assignee_id: ben.member_id })
    expect(await rights(assigned.id)).toEqual(['manage', 'none', 'edit', 'manage', 'none'])
    const ofTeam = await make(ben, { title: 'of the team', team_id })
    expect(await rights(ofTeam.id)).toEqual(['manage', 'manage', 'manage', 'none', 'none'])
    const open = (await call('POST', '/projects', ann, { name: 'Open' })).body.id
    const inOpen = await make(cleo, { title: 'in an open project', project_id: open })
    expect(await rights(inOpen.id)).toEqual(['manage', 'manage', 'edit', 'manage', 'view'])
    const closed = (await call('POST', '/projects', ann, { name: 'Closed', team_id })).body.id
    const inClosed = await make(ben, { title: 'in a project of the team', project_id: closed })
    expect(await rights(inClosed.id)).toEqual(['manage', 'manage', 'manage', 'none', 'none'])
    await call('PUT', `/tasks/${alone.id}/shares/members/${ben.member_id}`, cleo, { permission: 'view' })
    await call('PUT', `/tasks/${alone.id}/shares/members/${viewer.member_id}`, cleo, { permission: 'edit' })
    expect(await rights(alone.id)).toEqual(['manage', 'none', 'view', 'manage', 'view'])
    await call('PUT', `/tasks/${alone.id}/shares/teams/${team_id}`, cleo, { permission: 'edit' })
    expect(await rights(alone.id)).toEqual(['manage', 'edit', 'edit', 'manage', 'view'])
    // The share ends, and with it the right, at once.
    await call('DELETE', `/tasks/${alone.id}/shares/teams/${team_id}`, cleo)
    expect(await rights(alone.id)).toEqual(['manage', 'none', 'view', 'manage', 'view'])
    await call('DELETE', `/teams/${team_id}/members/${ben.member_id}`, ann)
    expect((await call('GET', `/tasks/${inClosed.id}`, ben)).status).toBe(200)
    expect((await call('GET', `/tasks/${ofTeam.id}`, ben)).status).toBe(200)
    await call('PATCH', `/tasks/${ofTeam.id}`, ann, { owner_id: ann.member_id })
    expect((await call('GET', `/tasks/${ofTeam.id}`, ben)).status).toBe(404)
  })

  test('are not carried where one may not, by no field of a body', async () => {
    const { owner, ann, ben, cleo, team_id } = await people('carried')
    const stranger = await signUp(await app(), 'carried-stranger')
    const theirProject = (await call('POST', '/projects', stranger, { name: 'Theirs' })).body.id
    const theirTeam = (await call('POST', '/teams', stranger, { name: 'Theirs' })).body.id
    const secret = (await call('POST', '/projects', ann, { name: 'Secret', team_id })).body.id
    for (const json of [
      { project_id: theirProject },
      { project_id: secret },
      { team_id },
      { team_id: theirTeam },
      { assignee_id: stranger.member_id },
      { owner_id: 'nobody' },
    ]) {
      const { status, body } = await call('POST', '/tasks', cleo, { title: 'x', ...json })
      expect([json, status, Object.keys(body.fields)]).toEqual([json, 422, Object.keys(json)])
    }
    const task = await make(cleo, { title: 'cleo’s', assignee_id: ben.member_id })
    for (const json of [{ owner_id: ben.member_id }, { team_id }, { project_id: secret }]) {
      expect((await call('PATCH', `/tasks/${task.id}`, ben, json)).body.code).toBe('task_not_yours')
    }
    expect((await call('DELETE', `/tasks/${task.id}`, ben)).status).toBe(403)
    expect((await call('PATCH', `/tasks/${task.id}`, owner, { team_id })).body.team_id).toBe(team_id)
    for (const [method, path, json] of [
      ['GET', `/tasks/${task.id}`],
      ['PATCH', `/tasks/${task.id}`, { title: 'mine' }],
      ['DELETE', `/tasks/${task.id}`],
      ['GET', `/tasks/${task.id}/statuses`],
      ['GET', `/tasks/${task.id}/shares`],
      ['PUT', `/tasks/${task.id}/shares/members/${stranger.member_id}`, { permission: 'edit' }],
      ['DELETE', `/tasks/${task.id}/shares/members/${ben.member_id}`],
    ] as const) {
      expect([method, path, (await call(method, path, stranger, json)).status]).toEqual([method, path, 404])
    }
    const mine = await make(stranger, { title: 'mine' })
    const share = `/tasks/${mine.id}/shares`
    expect(
      (await call('PUT', `${share}/members/${cleo.member_id}`, stranger, { permission: 'view' })).status,
    ).toBe(404)
    expect((await call('PUT', `${share}/teams/${team_id}`, stranger, { permission: 'view' })).status).toBe(
      404,
    )
  })

  test('remember every status, and when they were done', async () => {
    const { clock } = await app()
    const ada = await signUp(await app(), 'statuses-ada')
    const { id } = await make(ada, { title: 'x' })
    const began = clock.at
    try {
      for (const status of ['in_progress', 'done', 'in_progress', 'done', 'cancelled']) {
        clock.at += 60_000
        await call('PATCH', `/tasks/${id}`, ada, { status })
        const { body } = await call('GET', `/tasks/${id}`, ada)
        const now = new Date(clock.at).toISOString()
        expect([body.status, body.completed_at]).toEqual([status, status === 'done' ? now : null])
      }
      await call('PATCH', `/tasks/${id}`, ada, { status: 'cancelled', title: 'y' })
      const { items } = (await call('GET', `/tasks/${id}/statuses?count=true`, ada)).body
      expect(
        items.map(({ from_status, to_status, changed_at }: any) => [from_status, to_status, changed_at]),
      ).toEqual(
        [
          [null, 'todo', 0],
          ['todo', 'in_progress', 1],
          ['in_progress', 'done', 2],
          ['done', 'in_progress', 3],
          ['in_progress', 'done', 4],
          ['done', 'cancelled', 5],
        ].map(([from, to, minutes]) => [from, to, new Date(began + Number(minutes) * 60_000).toISOString()]),
      )
      expect(new Set(items.map(({ changed_by }: any) => changed_by))).toEqual(new Set([ada.member_id]))
      // The first is told by the task, and stands where it stood: page by page, in either order.
      const path = `/tasks/${id}/statuses`
      expect((await call('GET', `${path}?count=true`, ada)).body.total).toBe(items.length)
      for (const sort of ['created_at', '-created_at']) {
        const paged: unknown[] = []
        for (let cursor = ''; paged.length < items.length; ) {
          const { body } = await call('GET', `${path}?limit=2&sort=${sort}${cursor}`, ada)
          expect(body.items).toHaveLength(2)
          paged.push(...body.items)
          cursor = `&cursor=${body.next_cursor}`
        }
        expect(paged).toEqual(sort === 'created_at' ? items : items.toReversed())
      }
      // An older version has written it down among the others.
      await (await app()).context.db.for(ada.organization_id).write(async (tx) => {
        const { tasks, task_status_changes } = tx.tables
        const change = { id, task_id: id, from_status: null, to_status: 'todo', changed_at: began }
        const row = { ...change, changed_by: ada.member_id, organization_id: ada.organization_id }
        await tx.insert(task_status_changes).values(row)
        await tx.update(tasks).set({ created_by: null }).where(eq(tasks.id, id))
      })
      const older = (await call('GET', `${path}?count=true`, ada)).body
      expect([older.items, older.total]).toEqual([items, items.length])
      const { body } = await call('GET', '/metrics/activity', ada)
      const done = body.items.filter(({ verb }: any) => verb === 'task.completed')
      expect(done.map(({ core }: any) => core)).toEqual([true, true])
    } finally {
      clock.at = began
    }
  })

  test('are late by the local date or by the instant, and not when they are done', async () => {
    const ada = await signUp(await app(), 'late-ada', 'Pacific/Kiritimati')
    // 14 hours ahead: there it is the 21st, 02:00.
    for (const [title, due] of [
      ['yesterday', { due_on: '2026-11-20' }],
      ['today', { due_on: '2026-11-21' }],
      ['a second ago', { due_at: '2026-11-20T11:59:59Z' }],
      ['in a second', { due_at: '2026-11-20T12:00:01Z' }],
      ['done', { due_on: '2026-11-01', status: 'done' }],
      ['cancelled', { due_on: '2026-11-01', status: 'cancelled' }],
      ['never', {}],
    ] as const) {
      await make(ada, { title, ...due })
    }
    expect(await titlesOf(ada, '&overdue=true')).toEqual(['yesterday', 'a second ago'])
    const { items } = (await call('GET', '/tasks', ada)).body
    expect(items.filter(({ overdue }: any) => overdue).map(({ title }: any) => title)).toEqual([
      'yesterday',
      'a second ago',
    ])
    expect(await titlesOf(ada, '&due_before=2026-11-21')).toEqual(['yesterday', 'done', 'cancelled'])
    expect(await titlesOf(ada, '&due_after=2026-11-21')).toEqual(['today', 'a second ago', 'in a second'])
    const [id] = items.map(({ id }: any) => id)
    const moved = await call('PATCH', `/tasks/${id}`, ada, { due_at: '2026-12-01 00:00:00+00' })
    expect(moved.body).toMatchObject({ due_on: null, due_at: '2026-12-01T00:00:00.000Z', overdue: false })
    const cleared = await call('PATCH', `/tasks/${id}`, ada, { due_at: null })
    expect(cleared.body).toMatchObject({ due_on: null, due_at: null })
  })

  test('are found by each of their properties, page by page', async () => {
    const { ann, ben, team_id } = await people('found')
    const project_id = (await call('POST', '/projects', ann, { name: 'Open' })).body.id
    await make(ann, { title: 'a', priority: 'high', labels: ['x', 'y'] })
    await make(ann, { title: 'b', status: 'done', labels: ['y'], assignee_id: ben.member_id })
    await make(ann, { title: 'c', team_id, project_id })
    await make(ben, { title: 'd', team_id, priority: 'high' })
    for (const [query, titles] of [
      ['priority=high', ['a', 'd']],
      ['status=done', ['b']],
      ['label=y', ['a', 'b']],
      ['label=z', []],
      [`assignee_id=${ben.member_id}`, ['b']],
      [`owner_id=${ben.member_id}`, ['d']],
      [`team_id=${team_id}`, ['c', 'd']],
      [`project_id=${project_id}`, ['c']],
      [`team_id=${team_id}&priority=high`, ['d']],
      ['sort=-created_at', ['d', 'c', 'b', 'a']],
    ] as const) {
      expect([query, await titlesOf(ann, `&${query}`)]).toEqual([query, [...titles]])
    }
    await call('PATCH', `/tasks/${(await call('GET', '/tasks?label=x', ann)).body.items[0].id}`, ann, {
      labels: ['z'],
    })
    expect([await titlesOf(ann, '&label=x'), await titlesOf(ann, '&label=z')]).toEqual([[], ['a']])
    const first = (await call('GET', '/tasks?label=y&limit=1&count=true', ann)).body
    expect([first.total, first.items.length, first.next_cursor]).toEqual([1, 1, null])
    const page = (await call('GET', `/tasks?team_id=${team_id}&limit=1`, ann)).body
    const next = await call('GET', `/tasks?team_id=${team_id}&limit=1&cursor=${page.next_cursor}`, ann)
    expect(next.body.items[0].title).toBe('d')
    expect((await call('GET', `/tasks?limit=1&cursor=${page.next_cursor}`, ann)).body.code).toBe(
      'invalid_cursor',
    )
  })

  test('go into the trash with their project, and come back with it', async () => {
    const { ann, cleo } = await people('trash')
    const project_id = (await call('POST', '/projects', ann, { name: 'Open' })).body.id
    const [first, second] = [
      await make(ann, { title: 'first', project_id }),
      await make(cleo, { title: 'second', project_id }),
    ]
    await call('DELETE', `/tasks/${first.id}`, ann)
    await call('DELETE', `/projects/${project_id}`, ann)
    const trash = async () =>
      (await call('GET', '/trash', ann)).body.items.map(({ kind, name }: any) => `${kind} ${name}`).sort()
    expect(await trash()).toEqual(['project Open', 'task first'])
    expect((await call('GET', `/tasks/${second.id}`, cleo)).status).toBe(404)
    expect((await call('POST', `/trash/${first.id}/restore`, ann)).body.code).toBe('project_in_trash')
    expect((await call('POST', `/trash/${second.id}/restore`, cleo)).status).toBe(404)
    expect((await call('POST', `/trash/${project_id}/restore`, ann)).status).toBe(204)
    expect(await titlesOf(cleo)).toEqual(['second'])
    expect((await call('POST', `/trash/${first.id}/restore`, ann)).status).toBe(204)
    expect((await titlesOf(cleo)).sort()).toEqual(['first', 'second'])
    await call('DELETE', `/projects/${project_id}`, ann)
    const { clock, context } = await app()
    const began = clock.at
    try {
      clock.at += 31 * DAY
      await context.cron.run('clean_up')
      const later = await signIn(await app(), ann)
      expect((await call('GET', '/trash', later)).body.items).toEqual([])
      expect(await titlesOf(later)).toEqual([])
    } finally {
      clock.at = began
    }
  })

  test('keep two from undoing each other’s changes', async () => {
    const ada = await signUp(await app(), 'etag-ada')
    const { id } = await make(ada, { title: 'A' })
    const etag = (await call('GET', `/tasks/${id}`, ada)).headers.get('etag') ?? ''
    const all = await Promise.all(
      ['B', 'C', 'D', 'E'].map((title) =>
        call('PATCH', `/tasks/${id}`, ada, { title }, { 'if-match': etag }),
      ),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
  })

  test('refuse what is no task', async () => {
    const ada = await signUp(await app(), 'refused-ada')
    for (const [json, field] of [
      [{}, 'title'],
      [{ title: ' ' }, 'title'],
      [{ title: 'x', status: 'later' }, 'status'],
      [{ title: 'x', priority: 1 }, 'priority'],
      [{ title: 'x', due_on: '2026-02-30' }, 'due_on'],
      [{ title: 'x', due_at: '2026-02-03' }, 'due_at'],
      [{ title: 'x', due_on: '2026-03-02', due_at: '2026-03-02T10:00:00Z' }, 'due_at'],
      [{ title: 'x', labels: [''] }, 'labels.0'],
      [{ title: 'x', labels: Array(51).fill('a') }, 'labels'],
    ] as const) {
      const { status, body } = await call('POST', '/tasks', ada, json)
      expect([json, status, Object.keys(body.fields ?? {})]).toEqual([json, 422, [field]])
    }
    const key = await apiKey(await app(), ada, 'read')
    expect((await (await app()).post('/api/v1/tasks', { key, json: { title: 'x' } })).status).toBe(403)
  })

  test('in a list are those that can be read, for everybody and every task', async () => {
    const { owner, ann, ben, cleo, viewer, team_id } = await people('same')
    const other = (await call('POST', '/teams', cleo, { name: 'Tulips' })).body.id
    const projects = [null]
    for (const team of [null, team_id, other]) {
      projects.push((await call('POST', '/projects', owner, { name: 'P', team_id: team })).body.id)
    }
    const all = [owner, ann, ben, cleo, viewer]
    const someone = fc.constantFrom(null, ...all.map(({ member_id }) => member_id))
    const task = fc.record({
      owner_id: someone,
      assignee_id: someone,
      team_id: fc.constantFrom(null, null, team_id, other),
      project_id: fc.constantFrom(null, ...projects),
    })
    const share = fc.constantFrom(
      null,
      ...all.map(({ member_id }) => `members/${member_id}`),
      `teams/${team_id}`,
      `teams/${other}`,
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(task, share), { minLength: 1, maxLength: 8 }), async (some) => {
        const ids: string[] = []
        for (const [one, withWhom] of some) {
          const { id } = await make(owner, { title: 'x', ...one })
          ids.push(id)
          if (withWhom) await call('PUT', `/tasks/${id}/shares/${withWhom}`, owner, { permission: 'view' })
        }
        for (const by of all) {
          const { items, total } = (await call('GET', '/tasks?limit=200&count=true&sort=-created_at', by))
            .body
          const listed = new Set(items.map(({ id }: any) => id))
          expect(total).toBeGreaterThanOrEqual(items.length)
          for (const id of ids) {
            const { status } = await call('GET', `/tasks/${id}`, by)
            expect([status, listed.has(id)]).toEqual(status === 200 ? [200, true] : [404, false])
          }
        }
      }),
      { numRuns: 10 },
    )
  }, 60_000)
})
