import { expect, test } from 'bun:test'
import { rebuild } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { type Caller, Knowledge } from './knowledge.ts'
import { apiKey, signUp } from './people.ts'
import { drifts, joinAs, team } from './teams.ts'

onEachEngine('Lessons', (engine) => {
  const app = sharedApp(engine)
  const knowledge = async () => new Knowledge(await app())
  /** A published course of three lessons. */
  const courseOf = async (by: Caller, count = 3) => {
    const k = await knowledge()
    const { id: course_id } = await k.content(by, { kind: 'course', status: 'published' })
    const ids: string[] = []
    for (let i = 0; i < count; i += 1) {
      ids.push((await k.lesson(by, { title: `L${i + 1}`, course_id, status: 'published' })).id)
    }
    return { course_id: course_id as string, ids }
  }
  const placesOf = async (by: Caller, course_id: string) => {
    const { items } = await (await knowledge()).done('GET', `/lessons?course_id=${course_id}&limit=200`, by)
    return items.map(({ title, position }: any) => [title, position])
  }

  test('come behind the others of their course, and are moved without gaps', async () => {
    const { member, owner, viewer } = await team(await app(), 'oak')
    const k = await knowledge()
    const { course_id, ids } = await courseOf(member)
    const [one, two, three] = ids as [string, string, string]
    expect(await k.done('GET', `/lessons/${two}`, viewer)).toEqual({
      id: two,
      course_id,
      title: 'L2',
      status: 'published',
      position: 2,
      prerequisites: [],
      author_id: member.member_id,
      created_at: '2026-11-20T12:00:00.000Z',
      updated_at: '2026-11-20T12:00:00.000Z',
      body: '',
    })
    await k.done('PUT', '/lessons/order', owner, { course_id, lesson_ids: [three, one, two] })
    expect(await placesOf(viewer, course_id)).toEqual([
      ['L3', 1],
      ['L1', 2],
      ['L2', 3],
    ])
    for (const lesson_ids of [
      [one, two],
      [one, two, two],
      [one, two, three, three],
      [one, two, 'x'],
    ]) {
      const refused = await k.call('PUT', '/lessons/order', owner, { course_id, lesson_ids })
      expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['lesson_ids']])
    }
    await k.done('DELETE', `/lessons/${one}`, member)
    expect(await placesOf(viewer, course_id)).toEqual([
      ['L3', 1],
      ['L2', 2],
    ])
    await k.done('POST', `/trash/${one}/restore`, member)
    expect(await placesOf(viewer, course_id)).toEqual([
      ['L3', 1],
      ['L2', 2],
      ['L1', 3],
    ])
    // Into another course and out of all.
    const other = await courseOf(member, 1)
    await k.done('PATCH', `/lessons/${three}`, member, { course_id: other.course_id })
    expect(await placesOf(viewer, other.course_id)).toEqual([
      ['L1', 1],
      ['L3', 2],
    ])
    await k.done('PATCH', `/lessons/${three}`, member, { course_id: null })
    expect((await k.done('GET', `/lessons/${three}`, member)).position).toBe(0)
    expect(await placesOf(viewer, course_id)).toEqual([
      ['L2', 1],
      ['L1', 2],
    ])
    const page = await k.done('GET', `/lessons?course_id=${course_id}&limit=1&count=true`, viewer)
    const next = await k.done(
      'GET',
      `/lessons?course_id=${course_id}&limit=1&cursor=${page.next_cursor}`,
      viewer,
    )
    expect([page.total, page.items[0].id, next.items[0].id, next.next_cursor]).toEqual([2, two, one, null])
    expect((await k.call('GET', '/lessons?sort=position', viewer)).status).toBe(422)
  })

  test('keep their places without gaps, however many are written and deleted at once', async () => {
    const ada = await signUp(await app(), 'elm')
    const k = await knowledge()
    const { course_id, ids } = await courseOf(ada)
    await Promise.all([
      ...[4, 5, 6].map((n) => k.lesson(ada, { title: `L${n}`, course_id })),
      k.done('DELETE', `/lessons/${ids[0]}`, ada),
      k.done('DELETE', `/lessons/${ids[1]}`, ada),
    ])
    const places = await placesOf(ada, course_id)
    expect(places.map(([, position]: [string, number]) => position)).toEqual([1, 2, 3, 4])
  })

  test('are seen when they and their course are published, and until then by both authors and admins', async () => {
    const { member, owner, admin, viewer } = await team(await app(), 'ash')
    const teacher = await joinAs(await app(), owner, 'ash-teacher', 'member')
    const k = await knowledge()
    for (const course of ['draft', 'published', 'archived']) {
      for (const status of ['draft', 'published', 'archived']) {
        const { id: course_id } = await k.content(teacher, { kind: 'course', status: course })
        const { id } = await k.lesson(teacher, { course_id, status })
        const isOpen = course === 'published' && status === 'published'
        for (const [by, sees] of [
          [viewer, isOpen],
          [member, isOpen],
          [teacher, true],
          [admin, true],
        ] as const) {
          const { items } = await k.done('GET', '/lessons?limit=200', by)
          const direct = (await k.call('GET', `/lessons/${id}`, by)).status === 200
          expect([course, status, direct, items.some((one: any) => one.id === id)]).toEqual([
            ...[course, status, sees, sees],
          ] as any)
        }
        expect((await k.call('PATCH', `/lessons/${id}`, member, { title: 'x' })).status).toBe(
          isOpen ? 403 : 404,
        )
      }
    }
    // A lesson in somebody's course is its author's, too, and nobody else puts one there.
    const { course_id } = await courseOf(teacher, 0)
    const foreign = await k.call('POST', '/lessons', member, { title: 'x', course_id })
    expect([foreign.status, Object.keys(foreign.body.fields)]).toEqual([422, ['course_id']])
    const { id: text } = await k.content(member)
    expect((await k.call('POST', '/lessons', member, { title: 'x', course_id: text })).status).toBe(422)
    const byAdmin = await k.lesson(admin, { course_id })
    expect((await k.call('PATCH', `/lessons/${byAdmin.id}`, teacher, { title: 'Mine' })).status).toBe(200)
    // With the course in the trash none of its lessons is there, for anybody.
    await k.done('DELETE', `/content/${course_id}`, teacher)
    expect((await k.call('GET', `/lessons/${byAdmin.id}`, owner)).status).toBe(404)
    await k.done('POST', `/trash/${course_id}/restore`, teacher)
    expect((await k.call('GET', `/lessons/${byAdmin.id}`, owner)).status).toBe(200)
  })

  test('ask for others of their course first, and never for themselves', async () => {
    const ada = await signUp(await app(), 'fir')
    const k = await knowledge()
    const { course_id, ids } = await courseOf(ada)
    const [one, two, three] = ids as [string, string, string]
    const stray = await k.lesson(ada)
    const ask = (id: string, prerequisites: string[]) =>
      k.call('PATCH', `/lessons/${id}`, ada, { prerequisites })
    expect((await ask(two, [one, one])).body.prerequisites).toEqual([one])
    expect((await ask(three, [two])).status).toBe(200)
    for (const [id, wrong] of [
      [one, [one]],
      [one, [three]],
      [one, [stray.id]],
      [one, ['x']],
    ] as const) {
      const refused = await ask(id, [...wrong])
      expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['prerequisites']])
    }
    // Nor do they leave the course while others ask for them.
    const moved = await k.call('PATCH', `/lessons/${one}`, ada, { course_id: null })
    expect([moved.status, Object.keys(moved.body.fields)]).toEqual([422, ['course_id']])
    const refused = await k.call('POST', `/lessons/${two}/completions`, ada)
    expect([refused.status, refused.body.code, refused.body.missing]).toEqual([
      ...[409, 'prerequisites_missing', [one]],
    ] as any)
    // What is no longer open is asked for no longer.
    await k.done('PATCH', `/lessons/${one}`, ada, { status: 'archived' })
    expect((await k.call('POST', `/lessons/${two}/completions`, ada)).status).toBe(201)
    const progress = await k.done('GET', `/content/${course_id}/progress`, ada)
    expect(progress).toMatchObject({ total: 2, completed: 1, percent: 50, next_lesson_id: three })
  })

  // The walk ended at what the lessons asked for ask for themselves, and at what is in the trash.
  test('never wait for themselves by a detour, in no course or over one that comes back', async () => {
    const ada = await signUp(await app(), 'detour')
    const k = await knowledge()
    const ask = async (id: string, ...prerequisites: string[]) =>
      (await k.call('PATCH', `/lessons/${id}`, ada, { prerequisites })).status
    const strays = [await k.lesson(ada), await k.lesson(ada), await k.lesson(ada)].map(({ id }) => id)
    const { ids } = await courseOf(ada)
    for (const [one, two, three] of [strays, ids] as [string, string, string][]) {
      expect([await ask(two, one), await ask(three, two)]).toEqual([200, 200])
      expect(await ask(one, three)).toBe(422)
      await k.done('DELETE', `/lessons/${two}`, ada)
      expect(await ask(one, three)).toBe(422)
    }
  })

  test('are completed once by each person, by members for themselves and through keys for others', async () => {
    const { member, owner, viewer } = await team(await app(), 'yew')
    const key = await apiKey(await app(), owner, 'ingest')
    const reading = await apiKey(await app(), owner, 'read')
    const k = await knowledge()
    const { course_id, ids } = await courseOf(owner)
    const path = `/lessons/${ids[0]}/completions`
    const first = await k.call('POST', path, member)
    expect([first.status, first.body]).toEqual([
      201,
      { lesson_id: ids[0], person_id: member.member_id, completed_at: '2026-11-20T12:00:00.000Z' },
    ])
    ;(await app()).clock.at += 60_000
    const again = await k.call('POST', path, member, { person: member.member_id })
    expect([again.status, again.body]).toEqual([200, first.body])
    expect((await k.call('POST', path, member, { person: owner.member_id })).body.code).toBe('not_yourself')
    expect((await k.call('POST', path, viewer)).status).toBe(403)
    expect((await k.call('POST', path, { key: reading }, { person: 'guest' })).status).toBe(403)
    const silent = await k.call('POST', path, { key })
    expect([silent.status, Object.keys(silent.body.fields)]).toEqual([422, ['person']])
    const guest = await k.call('POST', path, { key }, { person: 'guest' })
    const twice = await k.call('POST', path, { key }, { person: 'guest' })
    expect([guest.status, twice.status, twice.body]).toEqual([201, 200, guest.body])
    const { engagement_metrics, user_metrics } = await k.dashboard(owner)
    expect(engagement_metrics.total_lessons_completed).toBe(2)
    // Whoever completes a lesson is active, and a person whom an app reports is counted from then on.
    expect([user_metrics.total_users, engagement_metrics.daily_active_users]).toEqual([5, 5])
    const of = (by: Caller, person?: string) =>
      k.call('GET', `/content/${course_id}/progress${person === undefined ? '' : `?person=${person}`}`, by)
    expect((await of(member)).body).toMatchObject({
      person_id: member.member_id,
      completed: 1,
      percent: 33.3,
    })
    expect((await of(owner, 'guest')).body).toMatchObject({ completed: 1, next_lesson_id: ids[1] })
    expect((await of({ key: reading }, 'guest')).body).toMatchObject({ completed: 1 })
    expect((await of(member, 'guest')).status).toBe(403)
    expect((await of(owner, 'nobody')).status).toBe(422)
    const draft = await k.lesson(owner, { course_id })
    expect((await k.call('POST', `/lessons/${draft.id}/completions`, owner)).body.code).toBe(
      'lesson_not_open',
    )
    expect((await k.call('POST', `/lessons/${draft.id}/completions`, member)).status).toBe(404)
    // What was completed stays so when the lesson is gone, and whoever completed it, too.
    await k.done('DELETE', `/lessons/${ids[0]}`, owner)
    await k.done('DELETE', `/trash/${ids[0]}`, owner)
    await k.done('DELETE', `/members/${member.member_id}`, owner)
    expect((await k.dashboard(owner)).engagement_metrics.total_lessons_completed).toBe(2)
    expect(await drifts(await app(), owner)).toEqual([])
    await rebuild(await app(), owner)
    expect((await k.dashboard(owner)).engagement_metrics.total_lessons_completed).toBe(2)
  })

  test('are completed once also when the request comes ten times at once', async () => {
    const ada = await signUp(await app(), 'larch')
    const k = await knowledge()
    const { ids } = await courseOf(ada, 1)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => k.call('POST', `/lessons/${ids[0]}/completions`, ada)),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9)
    expect((await k.dashboard(ada)).engagement_metrics.total_lessons_completed).toBe(1)
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('and content are found by the search, by those who may see them', async () => {
    const { member, owner, viewer } = await team(await app(), 'rowan')
    const k = await knowledge()
    const { course_id } = await courseOf(member, 0)
    const lesson = await k.lesson(member, { title: 'Grafting apples', course_id })
    const text = await k.content(member, { title: 'About trees', body: 'Of grafting.', status: 'published' })
    const found = async (by: Caller) =>
      (await k.done('GET', '/search?q=grafting', by)).items.map(({ id }: any) => id).sort()
    expect(await found(owner)).toEqual([lesson.id, text.id].sort())
    expect(await found(viewer)).toEqual([text.id])
    await k.done('PATCH', `/lessons/${lesson.id}`, member, { status: 'published' })
    await k.done('DELETE', `/content/${text.id}`, member)
    expect(await found(viewer)).toEqual([lesson.id])
    await k.done('DELETE', `/content/${course_id}`, member)
    expect(await found(owner)).toEqual([])
  })
})
