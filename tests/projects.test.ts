import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { readCompletedWeeks } from '../src/modules/projects/completed-weeks.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { joinAs, principalOf } from './teams.ts'

const DAY = 86_400_000
const STATUSES = ['planning', 'active', 'on_hold', 'completed', 'archived']

onEachEngine('Projects', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const make = (by: Member, json: object): Promise<any> => done('POST', '/projects', by, json)
  const namesOf = async (by: Member, query = ''): Promise<string[]> =>
    (await call('GET', `/projects?limit=200${query}`, by)).body.items.map(({ name }: any) => name)
  /** An owner and three members: `ann` leads a team, `ben` is in it, `cleo` is in none. */
  const people = async (name: string) => {
    const owner = await signUp(await app(), `${name}-owner`)
    const [ann, ben, cleo] = [
      await joinAs(await app(), owner, `${name}-ann`, 'member'),
      await joinAs(await app(), owner, `${name}-ben`, 'member'),
      await joinAs(await app(), owner, `${name}-cleo`, 'member'),
    ]
    const team_id = (await call('POST', '/teams', ann, { name: 'Roses' })).body.id as string
    await call('PUT', `/teams/${team_id}/members/${ben.member_id}`, ann, { role: 'member' })
    return { owner, ann, ben, cleo, team_id }
  }

  test('belong to who makes them, and are planned', async () => {
    const { ann, cleo, owner } = await people('made')
    const { status, body, headers } = await call('POST', '/projects', ann, { name: ' A new page ' })
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        name: 'A new page',
        description: '',
        status: 'planning',
        owner_id: ann.member_id,
        team_id: null,
        starts_on: null,
        ends_on: null,
        overdue: false,
        created_at: '2026-11-20T12:00:00.000Z',
        updated_at: '2026-11-20T12:00:00.000Z',
      },
    ])
    const read = await call('GET', `/projects/${body.id}`, cleo)
    expect([read.body, read.headers.get('etag')]).toEqual([body, headers.get('etag')])
    const key = await apiKey(await app(), owner, 'write')
    const byKey = await (await app()).post('/api/v1/projects', { key, json: { name: 'By a key' } })
    expect(byKey.body.owner_id).toBeNull()
    const { body: dashboard } = await call('GET', '/metrics/activity', owner)
    expect(dashboard.items.map(({ verb }: any) => verb)).toContain('project.created')
  })

  test('of a team are seen by it, their owner and admins, and are not there for others', async () => {
    const { owner, ann, ben, cleo, team_id } = await people('seen')
    const secret = await make(ann, { name: 'Secret', team_id })
    await make(cleo, { name: 'Open' })
    const of = async (by: Member) => [
      (await call('GET', `/projects/${secret.id}`, by)).status,
      (await namesOf(by)).sort(),
      (await call('GET', '/projects/stats/summary', by)).body.total,
    ]
    for (const by of [owner, ann, ben]) expect(await of(by)).toEqual([200, ['Open', 'Secret'], 2])
    expect(await of(cleo)).toEqual([404, ['Open'], 1])
    for (const [method, json] of [['PATCH', { name: 'Mine' }], ['DELETE']] as const) {
      expect((await call(method, `/projects/${secret.id}`, cleo, json)).status).toBe(404)
    }
    await call('DELETE', `/teams/${team_id}/members/${ben.member_id}`, ann)
    expect(await of(ben)).toEqual([404, ['Open'], 1])
    // Its owner sees it, in the team or not.
    await call('PATCH', `/projects/${secret.id}`, ann, { owner_id: cleo.member_id })
    expect(await of(cleo)).toEqual([200, ['Open', 'Secret'], 2])
  })

  test('are not carried where one may not, nor taken from their owner', async () => {
    const { owner, ann, ben, cleo, team_id } = await people('moved')
    const open = await make(cleo, { name: 'Open' })
    const change = async (by: Member, json: object) =>
      (await call('PATCH', `/projects/${open.id}`, by, json)).status
    expect(await change(ben, { status: 'active' })).toBe(200)
    expect(await change(ben, { owner_id: ben.member_id })).toBe(403)
    expect(await change(ben, { team_id })).toBe(403)
    expect(await change(cleo, { team_id })).toBe(403)
    expect((await call('POST', '/projects', cleo, { name: 'In theirs', team_id })).status).toBe(403)
    expect(await change(owner, { team_id })).toBe(200)
    expect(await change(ben, { team_id: null })).toBe(403)
    expect(await change(ann, { team_id: null })).toBe(200)
    const stranger = await signUp(await app(), 'moved-stranger')
    const theirs = (await call('POST', '/teams', stranger, { name: 'Theirs' })).body.id
    for (const json of [{ owner_id: stranger.member_id }, { team_id: theirs }, { team_id: 'none' }]) {
      expect(await change(owner, json)).toBe(422)
    }
    expect(await change(owner, { organization_id: stranger.organization_id })).toBe(422)
    expect((await call('GET', `/projects/${open.id}`, stranger)).status).toBe(404)
    expect((await call('GET', `/projects/${open.id}`, cleo)).body).toMatchObject({
      owner_id: cleo.member_id,
      team_id: null,
      status: 'active',
    })
  })

  test('are late once their last local day is over, unless they are closed', async () => {
    const ada = await signUp(await app(), 'late-ada', 'Pacific/Kiritimati')
    // 14 hours ahead: there it is the 21st already.
    for (const [name, ends_on, status] of [
      ['yesterday', '2026-11-20', 'active'],
      ['today', '2026-11-21', 'active'],
      ['done', '2026-11-01', 'completed'],
      ['archived', '2026-11-01', 'archived'],
      ['open end', null, 'active'],
    ] as const) {
      await make(ada, { name, ends_on, status })
    }
    expect(await namesOf(ada, '&overdue=true')).toEqual(['yesterday'])
    expect((await call('GET', '/projects/stats/summary', ada)).body).toEqual({
      total: 5,
      by_status: { planning: 0, active: 3, on_hold: 0, completed: 1, archived: 1 },
      overdue: 1,
    })
    const late = (await call('GET', '/projects?overdue=true&count=true', ada)).body
    expect([late.total, late.items[0].overdue]).toEqual([1, true])
  })

  test('are listed by status, owner and team, page by page', async () => {
    const { ann, ben, team_id } = await people('listed')
    for (const [i, status] of [...STATUSES, ...STATUSES].entries()) {
      await make(i % 2 === 0 ? ann : ben, { name: `${i}`, status, ...(i > 6 && { team_id }) })
    }
    expect(await namesOf(ann, '&status=on_hold')).toEqual(['2', '7'])
    expect(await namesOf(ann, `&owner_id=${ben.member_id}`)).toEqual(['1', '3', '5', '7', '9'])
    expect(await namesOf(ann, `&team_id=${team_id}&sort=-created_at`)).toEqual(['9', '8', '7'])
    const first = (await call('GET', `/projects?owner_id=${ben.member_id}&limit=2`, ann)).body
    const second = await call(
      'GET',
      `/projects?owner_id=${ben.member_id}&limit=2&cursor=${first.next_cursor}`,
      ann,
    )
    expect(second.body.items.map(({ name }: any) => name)).toEqual(['5', '7'])
    const elsewhere = await call('GET', `/projects?limit=2&cursor=${first.next_cursor}`, ann)
    expect(elsewhere.body.code).toBe('invalid_cursor')
  })

  test('keep two from undoing each other’s changes', async () => {
    const { ann } = await people('etag')
    const { id } = await make(ann, { name: 'A' })
    const etag = (await call('GET', `/projects/${id}`, ann)).headers.get('etag') ?? ''
    const change = async (name: string) =>
      (await app()).call('PATCH', `/api/v1/projects/${id}`, {
        token: ann.token,
        json: { name },
        headers: { 'if-match': etag },
      })
    const all = await Promise.all(['B', 'C', 'D', 'E'].map(change))
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
    expect((await call('GET', `/projects/${id}`, ann)).body).toEqual(
      all.find(({ status }) => status === 200)?.body,
    )
  })

  test('refuse what is no project', async () => {
    const ada = await signUp(await app(), 'refused-ada')
    for (const [json, field] of [
      [{}, 'name'],
      [{ name: ' ' }, 'name'],
      [{ name: 'x', status: 'done' }, 'status'],
      [{ name: 'x', starts_on: '2026-02-30' }, 'starts_on'],
      [{ name: 'x', ends_on: 'tomorrow' }, 'ends_on'],
      [{ name: 'x', starts_on: '2026-03-02', ends_on: '2026-03-01' }, 'ends_on'],
      [{ name: 'x', owner_id: 'nobody' }, 'owner_id'],
    ] as const) {
      const { status, body } = await call('POST', '/projects', ada, json)
      expect([json, status, Object.keys(body.fields)]).toEqual([json, 422, [field]])
    }
    expect(await namesOf(ada)).toEqual([])
  })

  test('in the trash are brought back by who put them there and by admins, for 30 days', async () => {
    const { owner, ann, ben, cleo, team_id } = await people('trash')
    const roses = await make(ann, { name: 'Roses', team_id })
    expect((await call('DELETE', `/projects/${roses.id}`, ben)).body.code).toBe('project_not_yours')
    expect((await call('DELETE', `/projects/${roses.id}`, ann)).status).toBe(204)
    expect((await call('GET', `/projects/${roses.id}`, ann)).status).toBe(404)
    const trashOf = async (by: Member) => (await call('GET', '/trash', by)).body.items
    expect(await trashOf(ann)).toEqual([
      {
        id: roses.id,
        kind: 'project',
        name: 'Roses',
        deleted_at: '2026-11-20T12:00:00.000Z',
        deleted_by: ann.member_id,
        gone_at: '2026-12-20T12:00:00.000Z',
      },
    ])
    expect(await trashOf(owner)).toHaveLength(1)
    for (const by of [ben, cleo]) {
      expect(await trashOf(by)).toEqual([])
      expect((await call('POST', `/trash/${roses.id}/restore`, by)).body.code).toBe('not_in_trash')
      expect((await call('DELETE', `/trash/${roses.id}`, by)).status).toBe(404)
    }
    expect((await call('POST', `/trash/${roses.id}/restore`, owner)).status).toBe(204)
    expect((await call('GET', `/projects/${roses.id}`, ben)).body).toMatchObject({ name: 'Roses', team_id })
    expect((await call('POST', `/trash/${roses.id}/restore`, owner)).status).toBe(404)
    await call('DELETE', `/projects/${roses.id}`, owner)
    expect(await trashOf(ann)).toEqual([])
    expect((await call('DELETE', `/trash/${roses.id}`, owner)).status).toBe(204)
    expect(await trashOf(owner)).toEqual([])
  })

  test('outlive their team in the trash, and it stays as long as they need it', async () => {
    const { clock } = await app()
    const { owner, ann, cleo, team_id } = await people('needed')
    const roses = await make(ann, { name: 'Roses', team_id })
    await call('DELETE', `/teams/${team_id}`, ann)
    // Without its team, it is not open to everybody.
    expect((await call('GET', `/projects/${roses.id}`, cleo)).status).toBe(404)
    expect((await call('GET', `/projects/${roses.id}`, ann)).status).toBe(200)
    expect((await call('DELETE', `/trash/${team_id}`, ann)).body.code).toBe('still_used')
    const began = clock.at
    try {
      clock.at += 31 * DAY
      await (await app()).context.cron.run('clean_up')
      const later = await signIn(await app(), owner)
      expect((await call('GET', '/trash', later)).body.items.map(({ id }: any) => id)).toEqual([team_id])
      await call('PATCH', `/projects/${roses.id}`, later, { team_id: null })
      await (await app()).context.cron.run('clean_up')
      expect((await call('GET', '/trash', later)).body.items).toEqual([])
    } finally {
      clock.at = began
    }
  })

  test('in a list are those that can be read, for everybody and every project', async () => {
    const { owner, ann, ben, cleo, team_id } = await people('same')
    const other = (await call('POST', '/teams', cleo, { name: 'Tulips' })).body.id
    const all = [owner, ann, ben, cleo]
    const project = fc.record({
      owner_id: fc.constantFrom(null, ...all.map(({ member_id }) => member_id)),
      team_id: fc.constantFrom(null, team_id, other),
    })
    let made = 0
    await fc.assert(
      fc.asyncProperty(fc.array(project, { minLength: 1, maxLength: 8 }), async (some) => {
        const ids = []
        for (const one of some) ids.push((await make(owner, { name: `${made++}`, ...one })).id)
        for (const by of all) {
          const listed = new Set((await walk(by)).map(({ id }) => id))
          for (const id of ids) {
            const { status } = await call('GET', `/projects/${id}`, by)
            expect([status, listed.has(id)]).toEqual(status === 200 ? [200, true] : [404, false])
          }
        }
      }),
      { numRuns: 8 },
    )
  })

  test('tell how many of their tasks were completed in each local week, whatever was changed since', async () => {
    const there = await app()
    const { clock } = there
    const before = clock.at
    const owner = await signUp(there, 'weeks-owner', 'America/New_York')
    const key = await apiKey(there, owner, 'write')
    const garden = (await make(owner, { name: 'Garden' })).id
    const house = (await make(owner, { name: 'House' })).id
    // The clock is set back in New York on the first of November, so that weeks have an hour more or less.
    const sunday = Date.parse('2026-11-02T05:00:00.000Z')
    const instants = [
      sunday - 1,
      sunday,
      sunday - 1,
      before - 12 * 7 * DAY,
      before - 7 * DAY,
      before - 60_000,
    ]
    for (let i = 0; i < 24; i += 1)
      instants.push(before - ((i * 7_919_117) % 91) * DAY - ((i * 104_729) % 24) * 3_600_000)
    const made: { id: string; at: number }[] = []
    for (const at of instants.sort((a, b) => a - b)) {
      clock.at = at
      const task = { title: 'Prune', status: 'done', project_id: garden }
      const json = { tasks: [task, { ...task, project_id: house }, { ...task, status: 'cancelled' }] }
      const { body } = await there.post('/api/v1/tasks/bulk', { key, json })
      made.push({ id: body.tasks[0].id, at })
    }
    clock.at = before
    const [reopened, trashed] = [made[3]!, made[20]!]
    await there.call('PATCH', `/api/v1/tasks/${reopened.id}`, { key, json: { status: 'todo' } })
    const trash = (method: string, path: string) =>
      there.call(method, `/api/v1${path}`, { token: owner.token })
    await trash('DELETE', `/tasks/${trashed.id}`)
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' })
    const mondayOf = (at: number) => {
      const day = Date.parse(`${local.format(at)}T00:00:00Z`)
      return new Date(day - ((new Date(day).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10)
    }
    const expected = (weeks: number, without: { id: string }[]) => {
      const left = made.filter((one) => !without.includes(one)).map(({ at }) => mondayOf(at))
      return Array.from({ length: weeks }, (_, i) => {
        const from = mondayOf(before - (weeks - 1 - i) * 7 * DAY)
        return [from, left.filter((one) => one === from).length, i < weeks - 1]
      })
    }
    const shown = (body: any) =>
      body.weeks.map(({ from, completed, complete }: any) => [from, completed, complete])
    const { body } = await call('GET', `/projects/${garden}/stats/weeks`, owner)
    expect([body.time_zone, shown(body)]).toEqual(['America/New_York', expected(12, [reopened, trashed])])
    expect(body.weeks.at(-1).to).toBe('2026-11-22')
    await trash('POST', `/trash/${trashed.id}/restore`)
    const year = await call('GET', `/projects/${garden}/stats/weeks?weeks=53`, owner)
    expect(shown(year.body)).toEqual(expected(53, [reopened]))
    // What is much is looked at in steps, and comes to the same.
    const inSteps = await readCompletedWeeks(
      there.context,
      principalOf(owner, 'owner'),
      garden,
      { weeks: 53 },
      4,
    )
    expect(inSteps).toEqual(year.body)
    for (const weeks of [0, 54, 'all'])
      expect((await call('GET', `/projects/${garden}/stats/weeks?weeks=${weeks}`, owner)).status).toBe(422)
  })

  async function walk(by: Member): Promise<{ id: string }[]> {
    const items: { id: string }[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await call('GET', `/projects?limit=200${cursor && `&cursor=${cursor}`}`, by)
      items.push(...body.items)
      cursor = body.next_cursor
    }
    return items
  }
})
