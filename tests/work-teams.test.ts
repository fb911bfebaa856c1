import { expect, test } from 'bun:test'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

onEachEngine('Teams of people who work together', (engine) => {
  const app = sharedApp(engine)
  const { call } = callsTo(app)
  /** An owner, and a member who has made a team. */
  const roses = async (name: string) => {
    const owner = await signUp(await app(), `${name}-owner`)
    const lead = await joinAs(await app(), owner, `${name}-lead`, 'member')
    const other = await joinAs(await app(), owner, `${name}-other`, 'member')
    const made = await call('POST', '/teams', lead, { name: ' Roses ', description: 'Thorns' })
    expect(made.status).toBe(201)
    return { owner, lead, other, id: made.body.id as string, etag: made.headers.get('etag') }
  }
  const membersOf = async (id: string, by: Member) =>
    (await call('GET', `/teams/${id}/members`, by)).body.items.map(({ id, role }: any) => [id, role])

  test('are led by who makes them, and seen by everybody in the organization', async () => {
    const { owner, lead, other, id, etag } = await roses('made')
    const seen = await call('GET', `/teams/${id}`, other)
    expect(seen.body).toMatchObject({ id, name: 'Roses', description: 'Thorns', members: 1 })
    expect(seen.headers.get('etag')).toBe(etag)
    expect(await membersOf(id, owner)).toEqual([[lead.member_id, 'lead']])
    const unchanged = await (await app()).get(`/api/v1/teams/${id}`, {
      token: other.token,
      headers: { 'if-none-match': etag ?? '' },
    })
    expect([unchanged.status, unchanged.text]).toEqual([304, ''])
  })

  test('are changed by their leads, admins and keys, and by nobody else', async () => {
    const { owner, lead, other, id } = await roses('changed')
    expect(await call('PATCH', `/teams/${id}`, other, { name: 'Tulips' })).toMatchObject({
      status: 403,
      body: { code: 'team_leads_only' },
    })
    expect(
      (await call('PUT', `/teams/${id}/members/${other.member_id}`, other, { role: 'lead' })).status,
    ).toBe(403)
    expect((await call('PATCH', `/teams/${id}`, lead, { name: 'Tulips' })).body.name).toBe('Tulips')
    expect((await call('PATCH', `/teams/${id}`, owner, { description: '' })).body.description).toBe('')
    const key = await apiKey(await app(), owner, 'write')
    const byKey = await (await app()).call('PATCH', `/api/v1/teams/${id}`, { key, json: { name: 'Lilies' } })
    expect(byKey.body.name).toBe('Lilies')
  })

  test('take in members, who may go by themselves, and lose those who leave the organization', async () => {
    const { owner, lead, other, id } = await roses('members')
    const put = await call('PUT', `/teams/${id}/members/${other.member_id}`, lead, { role: 'member' })
    expect(put).toMatchObject({ status: 200, body: { id: other.member_id, role: 'member' } })
    await call('PUT', `/teams/${id}/members/${other.member_id}`, lead, { role: 'lead' })
    expect(await membersOf(id, lead)).toEqual([
      [lead.member_id, 'lead'],
      [other.member_id, 'lead'],
    ])
    expect((await call('GET', '/teams?count=true', owner)).body).toMatchObject({
      total: 1,
      items: [{ members: 2 }],
    })
    expect((await call('GET', `/teams?member_id=${owner.member_id}`, owner)).body.items).toEqual([])
    expect((await call('GET', `/teams?member_id=${other.member_id}`, owner)).body.items).toHaveLength(1)
    expect((await call('DELETE', `/teams/${id}/members/${other.member_id}`, other)).status).toBe(204)
    expect((await call('DELETE', `/teams/${id}/members/${other.member_id}`, lead)).body.code).toBe(
      'team_member_not_found',
    )
    await call('DELETE', `/members/${lead.member_id}`, owner)
    expect(await membersOf(id, owner)).toEqual([])
    expect((await call('GET', `/teams/${id}`, owner)).body.members).toBe(0)
  })

  test('take nobody from elsewhere, and are not found from elsewhere', async () => {
    const { lead, id } = await roses('bound')
    const stranger = await signUp(await app(), 'bound-stranger')
    expect(
      (await call('PUT', `/teams/${id}/members/${stranger.member_id}`, lead, { role: 'lead' })).body.code,
    ).toBe('member_not_found')
    for (const [method, path, json] of [
      ['GET', `/teams/${id}`],
      ['PATCH', `/teams/${id}`, { name: 'Mine' }],
      ['DELETE', `/teams/${id}`],
      ['GET', `/teams/${id}/members`],
      ['PUT', `/teams/${id}/members/${stranger.member_id}`, { role: 'lead' }],
      ['DELETE', `/teams/${id}/members/${lead.member_id}`],
    ] as const) {
      expect([method, path, (await call(method, path, stranger, json)).status]).toEqual([method, path, 404])
    }
    expect((await call('GET', `/teams/${id}`, lead)).body).toMatchObject({ name: 'Roses', members: 1 })
  })

  test('keep two from undoing each other’s changes', async () => {
    const { lead, id, etag } = await roses('etag')
    const change = async (name: string) =>
      (await app()).call('PATCH', `/api/v1/teams/${id}`, {
        token: lead.token,
        json: { name },
        headers: { 'if-match': etag ?? '' },
      })
    const both = await Promise.all([change('Tulips'), change('Lilies')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    const won = both.find(({ status }) => status === 200)
    expect((await call('GET', `/teams/${id}`, lead)).body).toEqual(won?.body)
  })

  test('refuse what is no team', async () => {
    const { lead, id } = await roses('refused')
    for (const json of [{}, { name: '' }, { name: '  ' }, { name: 'x'.repeat(201) }, { name: 7 }]) {
      expect((await call('POST', '/teams', lead, json)).status).toBe(422)
    }
    expect(
      (await call('PUT', `/teams/${id}/members/${lead.member_id}`, lead, { role: 'owner' })).status,
    ).toBe(422)
  })
})
