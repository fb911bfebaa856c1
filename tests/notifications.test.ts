import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { statement } from '../src/db/statement.ts'
import { countUnreadUpTo } from '../src/modules/notifications/queries.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { TIMES } from './property-times.ts'
import { invite, joinAs, switchTo } from './teams.ts'

const DAY = 86_400_000

onEachEngine('Notifications', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const make = (by: Member, path: string, json: object): Promise<any> => done('POST', path, by, json)
  const toldTo = async (by: Member, query = ''): Promise<any[]> =>
    (await call('GET', `/notifications?limit=200${query}`, by)).body.items
  /** The oldest first: what happened, and what it is about. */
  const newsOf = async (by: Member) =>
    (await toldTo(by, '&sort=created_at')).map(({ kind, title }) => `${kind} ${title}`)
  const unreadOf = async (by: Member) => (await call('GET', '/notifications/unread-count', by)).body.unread
  /** An owner, a viewer, and three members: `ann` leads a team, `ben` is in it, `cleo` is in none. */
  const people = async (name: string) => {
    const owner = await signUp(await app(), `${name}-owner`)
    await call('PATCH', '/notifications/preferences', owner, { invitation_accepted: false })
    const [ann, ben, cleo, viewer] = [
      await joinAs(await app(), owner, `${name}-ann`, 'member'),
      await joinAs(await app(), owner, `${name}-ben`, 'member'),
      await joinAs(await app(), owner, `${name}-cleo`, 'member'),
      await joinAs(await app(), owner, `${name}-viewer`, 'viewer'),
    ]
    const team_id = (await make(ann, '/teams', { name: 'Roses' })).id as string
    await call('PUT', `/teams/${team_id}/members/${ben.member_id}`, ann, { role: 'member' })
    return { owner, ann, ben, cleo, viewer, team_id }
  }
  const at = (...members: Member[]) => members.map(({ member_id }) => `<@${member_id}>`).join(' ')

  test('tell whoever is given a task, once for each time, and nobody of what he does himself', async () => {
    const { owner, ann, ben } = await people('assigned')
    const task = await make(ann, '/tasks', { title: 'Prune', assignee_id: ben.member_id })
    expect(await toldTo(ben)).toEqual([
      {
        id: expect.any(String),
        kind: 'task_assigned',
        actor_id: ann.member_id,
        api_key_id: null,
        task_id: task.id,
        comment_id: null,
        conversation_id: null,
        message_id: null,
        title: 'Prune',
        created_at: '2026-11-20T12:00:00.000Z',
        read_at: null,
      },
    ])
    await call('PATCH', `/tasks/${task.id}`, ann, { title: 'Water', assignee_id: ben.member_id })
    expect(await newsOf(ben)).toEqual(['task_assigned Water'])
    await call('PATCH', `/tasks/${task.id}`, ann, { assignee_id: ann.member_id })
    await call('PATCH', `/tasks/${task.id}`, ann, { assignee_id: ben.member_id })
    expect(await newsOf(ben)).toEqual(['task_assigned Water', 'task_assigned Water'])
    expect(await newsOf(ann)).toEqual([])
    const key = await apiKey(await app(), owner, 'write')
    const json = { title: 'By a key', assignee_id: ann.member_id }
    await (await app()).post('/api/v1/tasks', { key, json })
    const [told] = await toldTo(ann)
    expect([told.actor_id, typeof told.api_key_id, told.title]).toEqual([null, 'string', 'By a key'])
  })

  test('tell of a change that is made, and not of one that is refused', async () => {
    const { ann, ben } = await people('refused')
    const { id } = await make(ann, '/tasks', { title: 'Prune' })
    const tag = { 'if-match': '"other"' }
    const json = { assignee_id: ben.member_id, description: at(ben) }
    expect((await call('PATCH', `/tasks/${id}`, ann, json, tag)).status).toBe(412)
    expect((await call('PATCH', `/tasks/${id}`, ann, { ...json, team_id: 'none' })).status).toBe(422)
    const once = { 'idempotency-key': 'once' }
    await call('POST', '/tasks', ann, { title: 'Water', ...json }, once)
    await call('POST', '/tasks', ann, { title: 'Water', ...json }, once)
    expect(await newsOf(ben)).toEqual(['task_assigned Water', 'mention Water'])
  })

  test('tell those with whom a task is shared, the first time', async () => {
    const { ann, ben, cleo, viewer, team_id } = await people('shared')
    const { id } = await make(cleo, '/tasks', { title: 'Prune' })
    const share = (whom: string, permission: string, by = cleo) =>
      call('PUT', `/tasks/${id}/shares/${whom}`, by, { permission })
    await share(`members/${viewer.member_id}`, 'view')
    await share(`members/${viewer.member_id}`, 'view')
    await share(`members/${viewer.member_id}`, 'edit')
    await share(`members/${cleo.member_id}`, 'edit')
    expect(await newsOf(viewer)).toEqual(['task_shared Prune'])
    await share(`teams/${team_id}`, 'view')
    await share(`teams/${team_id}`, 'edit')
    expect([await newsOf(ann), await newsOf(ben)]).toEqual([['task_shared Prune'], ['task_shared Prune']])
    await call('DELETE', `/tasks/${id}/shares/members/${viewer.member_id}`, cleo)
    const all = await Promise.all([1, 2, 3, 4].map(() => share(`members/${viewer.member_id}`, 'view')))
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await newsOf(viewer)).length).toBe(2)
    expect(await newsOf(cleo)).toEqual([])
    const mine = await make(ben, '/tasks', { title: 'Of ours' })
    await call('PUT', `/tasks/${mine.id}/shares/teams/${team_id}`, ben, { permission: 'view' })
    expect([await newsOf(ann), await newsOf(ben)]).toEqual([
      ['task_shared Prune', 'task_shared Of ours'],
      ['task_shared Prune'],
    ])
  })

  test('tell those who are mentioned in a comment or a description, and when edited only the new ones', async () => {
    const { owner, ann, ben, cleo } = await people('mentions')
    const { id } = await make(ann, '/tasks', {
      title: 'Prune',
      description: `${at(owner, ben)}, ${at(owner)}`,
    })
    // Ben does not see it.
    expect([await newsOf(owner), await newsOf(ben)]).toEqual([['mention Prune'], []])
    await call('PUT', `/tasks/${id}/shares/members/${cleo.member_id}`, ann, { permission: 'edit' })
    await call('PATCH', `/tasks/${id}`, cleo, { description: `${at(owner)} ${at(ann)} ${at(cleo)}` })
    expect([await newsOf(owner), await newsOf(ann)]).toEqual([['mention Prune'], ['mention Prune']])
    const comment = await make(cleo, `/tasks/${id}/comments`, { body: `${at(ann, ben, cleo)}: ${at(ann)}` })
    const [told] = await toldTo(ann)
    expect([told.kind, told.task_id, told.comment_id, told.actor_id]).toEqual([
      'mention',
      id,
      comment.id,
      cleo.member_id,
    ])
    await call('PATCH', `/tasks/${id}/comments/${comment.id}`, cleo, { body: `${at(ann, owner, ben)}!` })
    expect([await newsOf(owner), await newsOf(ann), await newsOf(ben)]).toEqual([
      ['mention Prune', 'mention Prune'],
      ['mention Prune', 'mention Prune'],
      [],
    ])
    expect(await newsOf(cleo)).toEqual(['task_shared Prune'])
    expect((await toldTo(owner, '&kind=mention')).length).toBe(2)
    expect(await toldTo(owner, '&kind=task_shared')).toEqual([])
  })

  test('of mentions go to exactly those who may see the task', async () => {
    const { owner, ann, ben, cleo, viewer, team_id } = await people('same')
    const stranger = await signUp(await app(), 'same-stranger')
    const admin = await joinAs(await app(), owner, 'same-admin', 'admin')
    const other = (await make(cleo, '/teams', { name: 'Tulips' })).id
    const gone = (await make(owner, '/teams', { name: 'Gone' })).id
    await call('PUT', `/teams/${gone}/members/${ben.member_id}`, owner, { role: 'member' })
    const projects: (string | null)[] = []
    for (const team of [null, team_id, other, gone]) {
      projects.push((await make(owner, '/projects', { name: 'P', team_id: team })).id)
    }
    const all = [owner, admin, ann, ben, cleo, viewer]
    const someone = fc.constantFrom(null, ...all.map(({ member_id }) => member_id))
    const task = fc.record({
      owner_id: someone,
      assignee_id: someone,
      team_id: fc.constantFrom(null, null, null, team_id, other, gone),
      project_id: fc.constantFrom(null, null, ...projects),
    })
    const share = fc.constantFrom(
      null,
      null,
      ...all.map(({ member_id }) => `members/${member_id}`),
      ...[team_id, other, gone].map((id) => `teams/${id}`),
    )
    const kinds = async (id: string) => {
      const told: Record<string, number> = {}
      for (const { email, token } of all) {
        const about = (await toldTo({ token } as Member)).filter(
          ({ kind, task_id }) => kind === 'mention' && task_id === id,
        )
        told[email] = about.length
      }
      return told
    }
    const key = await apiKey(await app(), owner, 'write')
    const byKey = async (method: string, path: string, json: object) =>
      (await (await app()).call(method, `/api/v1${path}`, { key, json })).body
    const mentions = `${at(...all)} ${at(stranger)} <@nobody>`
    const check = async ([one, withWhom]: [object, string | null]) => {
      const made = await byKey('POST', '/tasks', { title: 'x', description: mentions, ...one })
      if (withWhom) await byKey('PUT', `/tasks/${made.id}/shares/${withWhom}`, { permission: 'view' })
      const comment = await byKey('POST', `/tasks/${made.id}/comments`, { body: mentions })
      expect(comment.body).toBe(mentions)
      const told = await kinds(made.id)
      for (const by of all) {
        const seesNow = (await call('GET', `/tasks/${made.id}`, by)).status === 200
        const ofComment = (await toldTo(by)).filter(({ comment_id }) => comment_id === comment.id)
        expect([by.email, ofComment.length]).toEqual([by.email, seesNow ? 1 : 0])
        // Of the description as well, unless it is the share by which the task is seen.
        if (!seesNow || !withWhom) expect([by.email, told[by.email]]).toEqual([by.email, seesNow ? 2 : 0])
      }
    }
    await fc.assert(fc.asyncProperty(fc.tuple(task, share), check), { numRuns: 10 * TIMES })
    // What is of a team in the trash is seen by its owner and admins, and no more by the team.
    const ofGone = await byKey('POST', '/tasks', { title: 'x', team_id: gone })
    await call('DELETE', `/teams/${gone}`, owner)
    const { id: late } = await byKey('POST', `/tasks/${ofGone.id}/comments`, { body: mentions })
    const toldLate = []
    for (const by of all) {
      if ((await toldTo(by)).some(({ comment_id }) => comment_id === late)) toldLate.push(by.email)
    }
    expect(toldLate).toEqual([owner.email, admin.email])
    await call('DELETE', `/projects/${projects[3]}`, owner)
    for (const one of [{ team_id }, { project_id: projects[1] }, { owner_id: cleo.member_id }, {}]) {
      await check([one, null])
    }
    expect(await toldTo(stranger)).toEqual([])
  }, 60_000)

  test('[class 5] tell nobody who sees the task no longer, and hide what it is called now', async () => {
    const { owner, ann, ben, team_id } = await people('stale')
    const { id } = await make(ann, '/tasks', { title: 'Prune' })
    const share = `/tasks/${id}/shares/members/${ben.member_id}`
    await call('PUT', share, ann, { permission: 'view' })
    await make(ann, `/tasks/${id}/comments`, { body: at(ben) })
    expect(await newsOf(ben)).toEqual(['task_shared Prune', 'mention Prune'])
    await call('DELETE', share, ann)
    await call('PATCH', `/tasks/${id}`, ann, { title: 'A secret' })
    await make(ann, `/tasks/${id}/comments`, { body: at(ben) })
    await call('PATCH', `/tasks/${id}`, ann, { description: at(ben) })
    expect(await newsOf(ben)).toEqual(['task_shared null', 'mention null'])
    const [told] = await toldTo(ben)
    expect((await call('POST', `/notifications/${told.id}/read`, ben)).body.title).toBe(null)
    expect(JSON.stringify(await toldTo(ben))).not.toContain('secret')
    // Seen again, by a team; then the team is left.
    await call('PUT', `/tasks/${id}/shares/teams/${team_id}`, ann, { permission: 'view' })
    expect(await newsOf(ben)).toEqual(['task_shared A secret', 'mention A secret', 'task_shared A secret'])
    await call('DELETE', `/teams/${team_id}/members/${ben.member_id}`, ann)
    expect(await newsOf(ben)).toEqual(['task_shared null', 'mention null', 'task_shared null'])
    // An admin sees all, and no more than others once he is one no longer.
    await call('PATCH', `/members/${ben.member_id}`, owner, { role: 'admin' })
    expect((await newsOf(ben))[0]).toBe('task_shared A secret')
    await call('PATCH', `/members/${ben.member_id}`, owner, { role: 'viewer' })
    expect((await newsOf(ben))[0]).toBe('task_shared null')
    await make(ann, `/tasks/${id}/comments`, { body: at(ben) })
    expect((await newsOf(ben)).length).toBe(3)
    await make(ann, `/tasks/${id}/comments`, { body: at(owner) })
    expect(await newsOf(owner)).toEqual(['mention A secret'])
    await call('DELETE', `/tasks/${id}`, ann)
    expect(await newsOf(owner)).toEqual(['mention null'])
  })

  test('[classes 1 and 4] are nobody else’s: not an admin’s, a key’s, or a stranger’s', async () => {
    const { owner, ann, ben } = await people('own')
    const stranger = await signUp(await app(), 'own-stranger')
    await make(ann, '/tasks', { title: 'Prune', assignee_id: ben.member_id })
    const [told] = await toldTo(ben)
    for (const by of [owner, ann, stranger]) {
      expect(await toldTo(by)).toEqual([])
      expect(await unreadOf(by)).toBe(0)
      for (const as of ['read', 'unread']) {
        const { body } = await call('POST', `/notifications/${told.id}/${as}`, by)
        expect(body.code).toBe('notification_not_found')
      }
      expect((await call('POST', '/notifications/read-all', by, { until: told.id })).body).toEqual({
        read: 0,
      })
    }
    await call('PATCH', '/notifications/preferences', owner, { task_assigned: false })
    await make(ann, '/tasks', { title: 'Water', assignee_id: ben.member_id })
    expect(await newsOf(ben)).toEqual(['task_assigned Prune', 'task_assigned Water'])
    expect(await unreadOf(ben)).toBe(2)
    const key = await apiKey(await app(), owner, 'admin', 'read', 'write')
    const { status, body } = await (await app()).get('/api/v1/notifications', { key })
    expect([status, body.code]).toEqual([403, 'not_allowed'])
  })

  test('are read one by one or all at once, and what arrives meanwhile stays unread', async () => {
    const { ann, viewer } = await people('read')
    const assign = async (title: string) =>
      (await make(ann, '/tasks', { title, assignee_id: viewer.member_id })).id
    for (const title of ['1', '2', '3', '4']) await assign(title)
    expect(await unreadOf(viewer)).toBe(4)
    const [four, three] = await toldTo(viewer)
    const { clock } = await app()
    const began = clock.at
    try {
      clock.at += 1_000
      const read_at = new Date(clock.at).toISOString()
      const read = await call('POST', `/notifications/${four.id}/read`, viewer)
      expect([read.status, read.body]).toEqual([200, { ...four, read_at }])
      clock.at += 1_000
      expect((await call('POST', `/notifications/${four.id}/read`, viewer)).body.read_at).toBe(read_at)
      expect((await toldTo(viewer, '&unread=true')).map(({ title }) => title)).toEqual(['3', '2', '1'])
      expect((await toldTo(viewer, '&unread=false')).length).toBe(4)
      const unread = await call('POST', `/notifications/${four.id}/unread`, viewer)
      expect([unread.body.read_at, await unreadOf(viewer)]).toEqual([null, 4])
      await call('POST', `/notifications/${four.id}/read`, viewer)
      await assign('5')
      const all = (until: string) => call('POST', '/notifications/read-all', viewer, { until })
      expect((await all(three.id)).body).toEqual({ read: 3 })
      expect((await all(three.id)).body).toEqual({ read: 0 })
      expect((await toldTo(viewer, '&unread=true')).map(({ title }) => title)).toEqual(['5'])
      expect(await unreadOf(viewer)).toBe(1)
      expect((await call('POST', '/notifications/read-all', viewer, {})).status).toBe(422)
    } finally {
      clock.at = began
    }
  })

  test('take their ids last, after all that the request may wait for', async () => {
    const { owner, ann, ben, team_id } = await people('last')
    const member_ids = [ben.member_id]
    const talk = await make(ann, '/conversations', { kind: 'group', title: 'Roses', member_ids })
    const task = await make(ann, '/tasks', { title: 'Prune', team_id })
    const mention = at(ben)
    await make(ann, `/conversations/${talk.id}/messages`, { body: mention })
    await make(ann, `/tasks/${task.id}/comments`, { body: mention })
    await make(ann, '/tasks', { title: 'Water', team_id, description: mention })
    const told = (await toldTo(ben, '&sort=created_at')).map(({ id }) => id)
    const { items } = (await call('GET', '/metrics/activity', owner)).body
    const acted = items.filter(({ person }: any) => person.id === ann.member_id).map(({ id }: any) => id)
    // Each of the three is an activity, too, for which others of the same person are waited for.
    const later = acted.toSorted().slice(-3)
    expect(told).toHaveLength(3)
    expect([...later, ...told].toSorted()).toEqual(later.flatMap((id: string, i: number) => [id, told[i]]))
  })

  test('come page by page, the newest first, and counted when asked', async () => {
    const { ann, ben } = await people('pages')
    for (const title of ['1', '2', '3', '4', '5']) {
      await make(ann, '/tasks', { title, assignee_id: ben.member_id })
    }
    for (const [query, expected] of [
      ['', ['5', '4', '3', '2', '1']],
      ['sort=-created_at', ['5', '4', '3', '2', '1']],
      ['sort=created_at&unread=true', ['1', '2', '3', '4', '5']],
      ['kind=task_assigned&unread=true', ['5', '4', '3', '2', '1']],
    ] as const) {
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const path = `/notifications?limit=2&count=true&${query}${cursor && `&cursor=${cursor}`}`
        const { body } = await call('GET', path, ben)
        expect(body.total).toBe(5)
        seen.push(...body.items.map(({ title }: any) => title))
        cursor = body.next_cursor
      }
      expect([query, seen]).toEqual([query, [...expected]])
    }
    const { next_cursor } = (await call('GET', '/notifications?limit=1', ben)).body
    for (const query of [
      `limit=1&unread=true&cursor=${next_cursor}`,
      `limit=1&sort=created_at&cursor=${next_cursor}`,
    ]) {
      expect((await call('GET', `/notifications?${query}`, ben)).body.code).toBe('invalid_cursor')
    }
    expect((await call('GET', `/notifications?cursor=${next_cursor}`, ann)).body.code).toBe('invalid_cursor')
    expect((await call('GET', '/notifications?kind=nothing_known', ben)).status).toBe(422)
  })

  test('are counted up to a thousand, and read however many there are', async () => {
    const { ann } = await people('many')
    const { db, newId } = (await app()).context
    await db.for(ann.organization_id).write(async (tx) => {
      const row = { organization_id: ann.organization_id, member_id: ann.member_id, created_at: 1 }
      for (let i = 0; i < 21; i += 1) {
        const rows = Array.from({ length: 100 }, () => ({ ...row, id: newId(), kind: 'mention' }))
        await tx.insert(tx.tables.notifications).values(rows)
      }
    })
    const count = async () => (await call('GET', '/notifications/unread-count', ann)).body
    expect(await count()).toEqual({ unread: 1_000, or_more: true })
    const [newest] = await toldTo(ann)
    const all = (until: string) => call('POST', '/notifications/read-all', ann, { until })
    const [, , , before] = await toldTo(ann)
    expect((await all(before.id)).body).toEqual({ read: 2_097 })
    expect(await count()).toEqual({ unread: 3, or_more: false })
    expect((await all(newest.id)).body).toEqual({ read: 3 })
  })

  test('are counted by an index of what is unread, however long the history', async () => {
    const { db } = (await app()).context
    const explain = engine === 'sqlite' ? 'explain query plan' : 'explain'
    const plan = statement<{ member_id: string; most: number }, unknown>(`${explain} ${countUnreadUpTo.text}`)
    const lines = await db.for('here').read((q) => q.all(plan, { member_id: 'me', most: 1_001 }))
    expect(JSON.stringify(lines)).toContain('notifications_unread')
  })

  test('are of the kinds that a member wants', async () => {
    const { ann, ben } = await people('kinds')
    const path = '/notifications/preferences'
    const of_work = { task_assigned: true, task_shared: true, mention: true }
    const others = { content_published: true, application_received: true, invitation_accepted: true }
    const of_operations = {
      metric_alert: true,
      metric_alert_mail: true,
      webhook_disabled: true,
      backup_failed: true,
    }
    const all = { ...of_work, ...others, ...of_operations }
    expect((await call('GET', path, ben)).body).toEqual(all)
    expect((await call('PATCH', path, ben, { task_assigned: false })).body).toEqual({
      ...all,
      task_assigned: false,
    })
    const { id } = await make(ann, '/tasks', { title: 'Prune', assignee_id: ben.member_id })
    await make(ann, `/tasks/${id}/comments`, { body: at(ben) })
    expect(await newsOf(ben)).toEqual(['mention Prune'])
    await call('PATCH', path, ben, { task_assigned: true, mention: false })
    expect((await call('PATCH', path, ben, {})).body).toEqual({ ...all, mention: false })
    await call('PATCH', `/tasks/${id}`, ann, { assignee_id: null })
    await call('PATCH', `/tasks/${id}`, ann, { assignee_id: ben.member_id, description: at(ben) })
    expect(await newsOf(ben)).toEqual(['mention Prune', 'task_assigned Prune'])
    expect((await call('PATCH', path, ben, { mention: 'no' })).status).toBe(422)
    const { body } = await call('PATCH', path, ben, { member_id: ann.member_id, mention: true })
    expect(body.fields).toHaveProperty('member_id')
  })

  test('tell whoever invited somebody that the invitation was accepted', async () => {
    const ada = await signUp(await app(), 'invited-ada')
    const grace = await joinAs(await app(), ada, 'invited-grace', 'member')
    const hedy = await signUp(await app(), 'invited-hedy')
    const token = await invite(await app(), ada, hedy.email, 'viewer')
    const { body } = await call('POST', '/invitations/accept', hedy, { token })
    const told = (await toldTo(ada)).map(({ kind, actor_id, title }) => [kind, actor_id, title])
    expect(told).toEqual([
      ['invitation_accepted', body.member_id, null],
      ['invitation_accepted', grace.member_id, null],
    ])
    const key = await apiKey(await app(), ada, 'admin')
    const json = { email: 'invited-joan@example.com', role: 'member' }
    const byKey = await (await app()).post('/api/v1/invitations', { key, json })
    const joining = { email: json.email, password: 'long enough', name: 'Joan', invitation: byKey.body.token }
    expect((await (await app()).post('/api/v1/auth/signup', { json: joining })).status).toBe(201)
    expect((await toldTo(ada)).length).toBe(2)
    await call('DELETE', `/members/${body.member_id}`, ada)
    const again = await invite(await app(), ada, hedy.email, 'member')
    await call('POST', '/invitations/accept', await signIn(await app(), hedy), { token: again })
    expect((await toldTo(ada)).map(({ actor_id }) => actor_id)[0]).toBe(body.member_id)
    expect((await toldTo(ada)).length).toBe(3)
  })

  test('of one who leaves are there when he returns, and none are added meanwhile', async () => {
    const { owner, ann, ben } = await people('left')
    // Who belongs to no organization cannot sign in.
    const stranger = await signUp(await app(), 'left-stranger')
    const other = await invite(await app(), stranger, ben.email, 'viewer')
    await call('POST', '/invitations/accept', ben, { token: other })
    await make(ann, '/tasks', { title: 'Before', assignee_id: ben.member_id })
    const assign = (title: string) => make(owner, '/tasks', { title, assignee_id: ben.member_id })
    await call('PATCH', `/members/${ben.member_id}`, owner, { status: 'suspended' })
    await assign('Suspended')
    await call('PATCH', `/members/${ben.member_id}`, owner, { status: 'active' })
    await call('DELETE', `/members/${ben.member_id}`, owner)
    const { id } = await make(ann, '/tasks', { title: 'Gone' })
    await make(ann, `/tasks/${id}/comments`, { body: at(ben) })
    const token = await invite(await app(), owner, ben.email, 'member')
    const elsewhere = await signIn(await app(), ben)
    expect((await call('POST', '/invitations/accept', elsewhere, { token })).status).toBe(200)
    const back = await signIn(await app(), ben)
    await switchTo(await app(), back, owner.organization_id)
    expect(await newsOf(back)).toEqual(['task_assigned Before'])
    await assign('Again')
    expect(await newsOf(back)).toEqual(['task_assigned Before', 'task_assigned Again'])
  })

  test('go when they are old: after ninety days where they were read, else after 180', async () => {
    const { ann, ben } = await people('old')
    for (const title of ['read', 'unread']) await make(ann, '/tasks', { title, assignee_id: ben.member_id })
    const [, first] = await toldTo(ben)
    await call('POST', `/notifications/${first.id}/read`, ben)
    const { clock, context } = await app()
    const began = clock.at
    const leftAfter = async (days: number) => {
      clock.at = began + days * DAY
      await context.cron.run('clean_up')
      return newsOf(await signIn(await app(), ben))
    }
    try {
      expect(await leftAfter(89)).toEqual(['task_assigned read', 'task_assigned unread'])
      expect(await leftAfter(91)).toEqual(['task_assigned unread'])
      expect(await leftAfter(179)).toEqual(['task_assigned unread'])
      expect(await leftAfter(181)).toEqual([])
    } finally {
      clock.at = began
    }
  })
})
