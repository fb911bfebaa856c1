import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { type Caller, Knowledge } from './knowledge.ts'
import { apiKey, signIn, signUp } from './people.ts'
import { drifts, joinAs, team } from './teams.ts'

const MINUTE = 60_000
const DAY = 86_400_000

onEachEngine('Content', (engine) => {
  const app = sharedApp(engine)
  const knowledge = async () => new Knowledge(await app())

  test('is a draft of who writes it, and says what it is', async () => {
    const { member, owner } = await team(await app(), 'wren')
    const k = await knowledge()
    const json = { title: ' How we plant roses ', body: '# Roses', tags: ['garden', ' garden ', 'how'] }
    const { status, body, headers } = await k.call('POST', '/content', member, json)
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        title: 'How we plant roses',
        slug: 'how-we-plant-roses',
        kind: 'article',
        status: 'draft',
        author_id: member.member_id,
        tags: ['garden', 'how'],
        revision: 1,
        published_at: null,
        publish_at: null,
        created_at: '2026-11-20T12:00:00.000Z',
        updated_at: '2026-11-20T12:00:00.000Z',
        body: '# Roses',
      },
    ])
    const read = await k.call('GET', `/content/${body.id}`, owner)
    expect([read.body, read.headers.get('etag')]).toEqual([body, headers.get('etag')])
    const key = await apiKey(await app(), owner, 'write')
    expect((await k.content({ key })).author_id).toBeNull()
    const { body: activity } = await k.call('GET', '/metrics/activity', owner)
    expect(activity.items.map(({ verb }: any) => verb)).toContain('content.created')
  })

  test('is seen by everybody once it is published, and until then by its author and admins', async () => {
    const { owner, admin, member, viewer } = await team(await app(), 'lark')
    const other = await joinAs(await app(), owner, 'lark-other', 'member')
    const reading = { key: await apiKey(await app(), owner, 'read') }
    const k = await knowledge()
    for (const status of ['draft', 'review', 'published', 'archived']) {
      const { id } = await k.content(member, { status })
      const seenBy = async (by: Caller) => {
        const direct = (await k.call('GET', `/content/${id}`, by)).status
        const { items, total } = await k.done('GET', '/content?limit=200&count=true', by)
        const isListed = items.some((one: any) => one.id === id)
        expect([isListed, total]).toEqual([direct === 200, items.length])
        return direct
      }
      const others = status === 'published' ? 200 : 404
      expect([status, await seenBy(other), await seenBy(viewer)]).toEqual([status, others, others])
      for (const by of [owner, admin, member, reading]) expect(await seenBy(by)).toBe(200)
      const changes = { title: 'Another' }
      expect((await k.call('PATCH', `/content/${id}`, other, changes)).status).toBe(
        status === 'published' ? 403 : 404,
      )
      expect((await k.call('PATCH', `/content/${id}`, viewer, changes)).status).toBe(403)
      expect((await k.call('PATCH', `/content/${id}`, reading, changes)).status).toBe(403)
      expect((await k.call('PATCH', `/content/${id}`, admin, changes)).status).toBe(200)
    }
  })

  test('is listed by status, kind, author and tag, page by page', async () => {
    const ada = await signUp(await app(), 'finch')
    const k = await knowledge()
    const a = await k.content(ada, { title: 'a', status: 'published', tags: ['x', 'y'] })
    const b = await k.content(ada, { title: 'b', kind: 'course', tags: ['y'] })
    const titles = async (query: string) =>
      (await k.done('GET', `/content?${query}`, ada)).items.map(({ title }: any) => title)
    expect(await titles('tag=y')).toEqual(['a', 'b'])
    expect(await titles('tag=x')).toEqual(['a'])
    expect(await titles('kind=course')).toEqual(['b'])
    expect(await titles('status=published&tag=y&sort=-created_at')).toEqual(['a'])
    expect(await titles(`author_id=${ada.member_id}&sort=-created_at`)).toEqual(['b', 'a'])
    const page = await k.done('GET', '/content?limit=1', ada)
    expect(page.items[0]).not.toHaveProperty('body')
    expect(await titles(`limit=1&cursor=${page.next_cursor}`)).toEqual(['b'])
    await k.done('PATCH', `/content/${a.id}`, ada, { tags: ['z'] })
    expect([await titles('tag=x'), await titles('tag=z')]).toEqual([[], ['a']])
    expect((await k.call('GET', '/content?kind=No', ada)).status).toBe(422)
    await k.done('DELETE', `/content/${b.id}`, ada)
    expect(await titles('tag=y')).toEqual([])
  })

  test('changes under If-Match only as it was seen, and not at all where nothing is new', async () => {
    const ada = await signUp(await app(), 'robin')
    const k = await knowledge()
    const made = await k.call('POST', '/content', ada, { title: 'a', tags: ['t'] })
    const path = `/content/${made.body.id}`
    const etag = made.headers.get('etag') ?? ''
    const first = await k.call('PATCH', path, ada, { body: 'One.' }, { 'if-match': etag })
    expect([first.status, first.body.revision]).toEqual([200, 2])
    const second = await k.call('PATCH', path, ada, { body: 'Two.' }, { 'if-match': etag })
    expect([second.status, second.body.current.body]).toEqual([412, 'One.'])
    ;(await app()).clock.at += MINUTE
    const same = await k.call('PATCH', path, ada, { body: 'One.', title: 'a ', tags: ['t', 't'] })
    expect(same.body).toEqual(first.body)
  })

  test('has addresses that lead to it for good', async () => {
    const { owner, member, viewer } = await team(await app(), 'crane')
    const k = await knowledge()
    const one = await k.content(member, { title: 'First steps', status: 'published' })
    const two = await k.content(owner, { title: 'First steps', status: 'published' })
    expect([one.slug, two.slug]).toEqual(['first-steps', 'first-steps-2'])
    const renamed = await k.done('PATCH', `/content/${one.id}`, member, { title: 'Last steps' })
    expect(renamed.slug).toBe('last-steps')
    const moved = await k.call('GET', '/content/by-slug/first-steps?format=html', viewer)
    expect([moved.status, moved.headers.get('location')]).toEqual([
      302,
      '/api/v1/content/by-slug/last-steps?format=html',
    ])
    expect((await k.call('GET', '/content/by-slug/last-steps', viewer)).body.id).toBe(one.id)
    // Nobody takes an address that leads to another, not by name and not by title.
    const taken = await k.call('PATCH', `/content/${two.id}`, owner, { slug: 'first-steps' })
    expect([taken.status, taken.body.code]).toEqual([409, 'slug_taken'])
    expect((await k.content(owner, { title: 'First steps' })).slug).toBe('first-steps-3')
    // Its own it may have back.
    const back = await k.done('PATCH', `/content/${one.id}`, member, { title: 'First steps' })
    expect(back.slug).toBe('first-steps')
    expect((await k.content(owner, { title: '🌹' })).slug).toBe('content')
    const draft = await k.content(member, { title: 'Hidden' })
    expect((await k.call('GET', `/content/by-slug/${draft.slug}`, viewer)).status).toBe(404)
  })

  test('cannot be given to who is no member, nor carried into another organization', async () => {
    const { owner, member } = await team(await app(), 'heron')
    const stranger = await signUp(await app(), 'heron-stranger')
    const k = await knowledge()
    const { id } = await k.content(member)
    for (const author_id of [stranger.member_id, 'x']) {
      const refused = await k.call('PATCH', `/content/${id}`, member, { author_id })
      expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['author_id']])
    }
    for (const more of [{ organization_id: stranger.organization_id }, { id: 'x' }, { published_at: null }]) {
      expect((await k.call('POST', '/content', member, { title: 'a', ...more })).status).toBe(422)
    }
    for (const path of [`/content/${id}`, `/content/${id}/revisions/1`, `/content/${id}/generations`]) {
      expect((await k.call('GET', path, stranger)).status).toBe(404)
    }
    await k.done('PATCH', `/content/${id}`, member, { author_id: owner.member_id })
    expect((await k.call('GET', `/content/${id}`, member)).status).toBe(404)
  })

  test('is published by itself when its time has come, unless its author changes its mind', async () => {
    const { member, viewer, owner } = await team(await app(), 'swift')
    const k = await knowledge()
    const { clock, context } = await app()
    const publish_at = new Date(clock.at + DAY).toISOString()
    const one = await k.content(member, { publish_at })
    const two = await k.content(member, { publish_at, status: 'review' })
    await k.done('PATCH', `/content/${two.id}`, member, { publish_at: null })
    clock.at += DAY - 1
    await context.cron.run('publish_content')
    const reader = await signIn(await app(), viewer)
    expect((await k.call('GET', `/content/${one.id}`, reader)).status).toBe(404)
    clock.at += 1
    const again = await signIn(await app(), member)
    await context.cron.run('publish_content')
    await context.cron.run('publish_content')
    const seen = await k.done('GET', `/content/${one.id}`, again)
    expect(seen).toMatchObject({ status: 'published', publish_at: null, published_at: publish_at })
    const { items } = await k.done('GET', '/notifications', again)
    expect(items.map(({ kind, content_id, title }: any) => [kind, content_id, title])).toEqual([
      ['content_published', one.id, 'A text'],
    ])
    expect((await k.done('GET', `/content/${two.id}`, again)).status).toBe('review')
    const wrong = { publish_at: new Date(clock.at).toISOString() }
    expect((await k.call('PATCH', `/content/${two.id}`, again, wrong)).status).toBe(422)
    const late = { publish_at: new Date(clock.at + DAY).toISOString() }
    expect((await k.call('PATCH', `/content/${one.id}`, again, late)).status).toBe(422)
    expect(await drifts(await app(), owner)).toEqual([])
  })

  test('keeps every text that it had, for who may change it', async () => {
    const { member, owner, viewer } = await team(await app(), 'stork')
    const k = await knowledge()
    const { id } = await k.content(member, { body: 'a\nb\nc', status: 'published' })
    await k.done('PATCH', `/content/${id}`, owner, { body: 'a\nB\nc\nd' })
    await k.done('PATCH', `/content/${id}`, member, { tags: ['no text'] })
    await k.done('PATCH', `/content/${id}`, member, { title: 'Renamed' })
    const path = `/content/${id}/revisions`
    const { items, total } = await k.done('GET', `${path}?count=true`, member)
    expect(items.map(({ number, author_id }: any) => [number, author_id])).toEqual([
      [3, member.member_id],
      [2, owner.member_id],
      [1, member.member_id],
    ])
    expect(total).toBe(3)
    const first = await k.done('GET', `${path}?limit=2`, member)
    const rest = await k.done('GET', `${path}?limit=2&cursor=${first.next_cursor}`, member)
    expect(rest.items.map(({ number }: any) => number)).toEqual([1])
    // Elysia says which field, but not of a number in an address.
    for (const [at, field] of [
      ['0', 'number'],
      ['2147483649', 'number'],
      ['one', 'number'],
      ['1/comparison?with=0', 'with'],
    ] as const) {
      const { status, body } = await k.call('GET', `${path}/${at}`, member)
      const message = 'must be a whole number from 1 to 2147483648'
      expect([at, status, body.fields]).toEqual([at, 422, { [field]: message }])
    }
    const compared = await k.done('GET', `${path}/1/comparison?with=2`, member)
    expect(compared.body).toEqual([
      { kind: 'same', lines: ['a'] },
      { kind: 'removed', lines: ['b'] },
      { kind: 'added', lines: ['B'] },
      { kind: 'same', lines: ['c'] },
      { kind: 'added', lines: ['d'] },
    ])
    expect((await k.done('GET', `${path}/1/comparison`, member)).title).toEqual({
      before: 'A text',
      after: 'Renamed',
    })
    const restored = await k.done('POST', `${path}/1/restore`, member)
    expect(restored).toMatchObject({ title: 'A text', body: 'a\nb\nc', revision: 4, tags: ['no text'] })
    expect((await k.done('GET', `${path}/4`, member)).restored_from).toBe(1)
    expect((await k.done('POST', `${path}/1/restore`, member)).revision).toBe(4)
    for (const one of [path, `${path}/1`, `${path}/1/comparison`]) {
      expect((await k.call('GET', one, viewer)).body.code).toBe('content_not_yours')
    }
    expect((await k.call('GET', `${path}/9`, member)).body.code).toBe('revision_not_found')
    expect((await k.call('GET', `${path}/x`, member)).status).toBe(422)
  })

  test('tells how long a model took to write', async () => {
    const { member, owner } = await team(await app(), 'gull')
    const k = await knowledge()
    const { clock } = await app()
    const { id } = await k.content(member)
    const other = await k.content(member)
    const path = `/content/${id}/generations`
    const started_at = new Date(clock.at - 5_200).toISOString()
    const made = await k.done('POST', path, member, { started_at, model: 'm', prompt_tokens: 3 })
    const end = { finished_at: new Date(clock.at).toISOString(), ok: true, completion_tokens: 9 }
    const early = { ...end, finished_at: new Date(clock.at - 5_201).toISOString() }
    expect((await k.call('PATCH', `${path}/${made.id}`, member, early)).status).toBe(422)
    const late = { ...end, finished_at: new Date(clock.at + DAY).toISOString() }
    expect((await k.call('PATCH', `${path}/${made.id}`, member, late)).status).toBe(422)
    expect((await k.call('PATCH', `/content/${other.id}/generations/${made.id}`, member, end)).status).toBe(
      404,
    )
    const finished = await k.done('PATCH', `${path}/${made.id}`, member, end)
    expect(finished).toMatchObject({ ok: true, prompt_tokens: 3, completion_tokens: 9 })
    // Again the same is the same; another is refused.
    expect(await k.done('PATCH', `${path}/${made.id}`, member, end)).toEqual(finished)
    expect((await k.call('PATCH', `${path}/${made.id}`, member, { ...end, ok: false })).status).toBe(409)
    const failed = await k.done('POST', path, member, { started_at })
    await k.done('PATCH', `${path}/${failed.id}`, member, { finished_at: end.finished_at, ok: false })
    const { content_metrics, notes } = await k.dashboard(owner)
    expect(content_metrics.avg_generation_time).toBe(5.2)
    expect(notes.avg_generation_time).toMatchObject({ n: 1, failed: 1, failure_rate: 50, low_n: true })
    expect(notes.avg_generation_time.median).toBeCloseTo(5.2, 0)
    expect((await k.done('GET', path, member)).items).toHaveLength(2)
    expect(await drifts(await app(), owner)).toEqual([])
  })
})
