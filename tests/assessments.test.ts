import { expect, test } from 'bun:test'
import { rebuild } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { type Caller, Knowledge } from './knowledge.ts'
import { apiKey, signIn, signUp } from './people.ts'
import { drifts, joinAs, team } from './teams.ts'

const SECOND = 1_000
const QUESTIONS = [
  {
    kind: 'single',
    prompt: 'When are roses cut?',
    options: [
      { text: 'March', correct: true },
      { text: 'July', correct: false },
      { text: 'Never', correct: false },
    ],
  },
  {
    kind: 'multiple',
    prompt: 'What do they need?',
    points: 2,
    options: [
      { text: 'Sun', correct: true },
      { text: 'Water', correct: true },
      { text: 'Salt', correct: false },
    ],
  },
  { kind: 'number', prompt: 'How deep, in metres?', answer: 0.3, tolerance: 0.1 },
  { kind: 'text', prompt: 'Who bred Peace?', answers: ['Meilland', 'Francis Meilland'] },
]

onEachEngine('Assessments', (engine) => {
  const app = sharedApp(engine)
  const knowledge = async () => new Knowledge(await app())
  const start = async (by: Caller, id: string, json: object = {}) =>
    (await knowledge()).done('POST', `/assessments/${id}/attempts`, by, json)
  /** Answers by what the questions say, in whatever order they come. */
  const answersTo = (attempt: any, wanted: Record<string, string[] | number | string>) =>
    attempt.questions.flatMap(({ id: question_id, prompt, options = [] }: any) => {
      const answer = Object.entries(wanted).find(([words]) => prompt.includes(words))?.[1]
      if (answer === undefined) return []
      if (typeof answer === 'number') return [{ question_id, number: answer }]
      if (typeof answer === 'string') return [{ question_id, text: answer }]
      const option_ids = options.filter(({ text }: any) => answer.includes(text)).map(({ id }: any) => id)
      return [{ question_id, option_ids }]
    })
  const submit = async (by: Caller, attempt: any, wanted: Parameters<typeof answersTo>[1]) =>
    (await knowledge()).call('POST', `/attempts/${attempt.id}/submit`, by, {
      answers: answersTo(attempt, wanted),
    })
  const RIGHT = { cut: ['March'], need: ['Sun', 'Water'], deep: 0.4, Peace: 'méilland' }

  test('are graded on submission, each kind of question in its way', async () => {
    const { owner, member } = await team(await app(), 'iris')
    const k = await knowledge()
    const { id } = await k.assessment(owner, { questions: QUESTIONS, pass_mark: 60 })
    const attempt = await start(member, id)
    expect(attempt).toMatchObject({ number: 1, ends_at: null, submitted_at: null, score: null, max_score: 5 })
    expect(attempt.questions.map(({ prompt }: any) => prompt).sort()).toEqual(
      QUESTIONS.map(({ prompt }) => prompt).sort(),
    )
    const { status, body } = await submit(member, attempt, RIGHT)
    expect([status, body]).toEqual([
      200,
      {
        ...{ id: attempt.id, assessment_id: id, submitted_at: '2026-11-20T12:00:00.000Z' },
        ...{ score: 5, max_score: 5, percent: 100, passed: true },
      },
    ])
    const partly = await submit(member, await start(member, id), { cut: ['July'], need: ['Sun'], deep: 0.41 })
    expect(partly.body).toMatchObject({ score: 1, percent: 20, passed: false })
    const again = await submit(member, attempt, RIGHT)
    expect([again.status, again.body.code]).toEqual([409, 'attempt_submitted'])
    const scores = await k.done('GET', `/assessments/${id}/scores`, member)
    expect(scores).toMatchObject({ begun: 2, submitted: 2, attempts_left: null, passed: true })
    expect([scores.first.score, scores.last.score, scores.best.score]).toEqual([5, 1, 5])
    const { engagement_metrics } = await k.dashboard(owner)
    expect(engagement_metrics.total_assessments).toBe(2)
    expect(engagement_metrics.total_lessons_completed).toBe(0)
    const { items } = await k.done('GET', '/metrics/activity', owner)
    expect(items.map(({ verb }: any) => verb)).toContain('assessment.submitted')
  })

  test('take what is saved, and what is given in the end goes before it', async () => {
    const ada = await signUp(await app(), 'lily')
    const k = await knowledge()
    const { id } = await k.assessment(ada, { questions: QUESTIONS })
    const attempt = await start(ada, id)
    const save = (wanted: Parameters<typeof answersTo>[1]) =>
      k.call('PUT', `/attempts/${attempt.id}/answers`, ada, { answers: answersTo(attempt, wanted) })
    expect((await save({ cut: ['July'], deep: 0.3 })).body).not.toHaveProperty('passed', true)
    const saved = await save({ Peace: 'Meilland' })
    expect(saved.body.answers).toHaveLength(3)
    expect(saved.body).toMatchObject({ score: null, percent: null, passed: null })
    expect(await k.done('GET', `/attempts/${attempt.id}`, ada)).toEqual(saved.body)
    // One that says nothing takes back what was saved.
    const number = attempt.questions.find(({ kind }: any) => kind === 'number').id
    await k.done('PUT', `/attempts/${attempt.id}/answers`, ada, { answers: [{ question_id: number }] })
    const { body } = await submit(ada, attempt, { cut: ['March'] })
    expect(body).toMatchObject({ score: 2, percent: 40, passed: false })
    expect((await save({ cut: ['March'] })).body.code).toBe('attempt_submitted')
  })

  test('refuse answers that are none to what was asked, and say nothing of what is right', async () => {
    const ada = await signUp(await app(), 'poppy')
    const k = await knowledge()
    const { id } = await k.assessment(ada, { questions: QUESTIONS })
    const other = await start(ada, (await k.assessment(ada)).id)
    const attempt = await start(ada, id)
    const byKind = (kind: string) => attempt.questions.find((one: any) => one.kind === kind)
    const [single, number] = [byKind('single'), byKind('number')]
    for (const [answer, field] of [
      [{ question_id: other.questions[0].id, text: 'x' }, 'question_id'],
      [{ question_id: single.id, option_ids: ['x'] }, 'option_ids'],
      [{ question_id: single.id, option_ids: single.options.map(({ id }: any) => id) }, 'option_ids'],
      [{ question_id: single.id, text: 'March' }, 'text'],
      [{ question_id: number.id, option_ids: [] }, 'option_ids'],
    ] as const) {
      for (const [method, path] of [
        ['PUT', 'answers'],
        ['POST', 'submit'],
      ] as const) {
        const refused = await k.call(method, `/attempts/${attempt.id}/${path}`, ada, { answers: [answer] })
        expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, [`answers.0.${field}`]])
      }
    }
    const twice = [number.id, number.id].map((question_id) => ({ question_id, number: 1 }))
    expect((await k.call('PUT', `/attempts/${attempt.id}/answers`, ada, { answers: twice })).status).toBe(422)
  })

  test('end by the clock of the server, with two seconds for the way', async () => {
    const ada = await signUp(await app(), 'aster')
    const k = await knowledge()
    const { clock } = await app()
    const closes_at = new Date(clock.at + 90 * SECOND).toISOString()
    const { id } = await k.assessment(ada, { questions: QUESTIONS, time_limit_s: 60, closes_at })
    const [one, two, three] = [await start(ada, id), await start(ada, id), await start(ada, id)]
    expect(one.ends_at).toBe(new Date(clock.at + 60 * SECOND).toISOString())
    clock.at += 45 * SECOND
    // The assessment ends before its time does.
    const late = await start(ada, id)
    expect(late.ends_at).toBe(closes_at)
    clock.at += 17 * SECOND
    expect((await submit(ada, one, RIGHT)).body).toMatchObject({ percent: 100 })
    await k.done('PUT', `/attempts/${three.id}/answers`, ada, { answers: answersTo(three, { deep: 0.3 }) })
    clock.at += 1
    for (const refused of [
      await submit(ada, two, RIGHT),
      await k.call('PUT', `/attempts/${two.id}/answers`, ada, { answers: answersTo(two, RIGHT) }),
      await submit(ada, three, RIGHT),
    ]) {
      expect([refused.status, refused.body.code, refused.body.ends_at]).toEqual([
        409,
        'too_late',
        two.ends_at,
      ])
    }
    // What was saved in time is graded.
    const graded = await k.done('POST', `/attempts/${three.id}/submit`, ada)
    expect(graded).toMatchObject({ score: 1, percent: 20 })
    clock.at += 60 * SECOND
    const closed = await k.call('POST', `/assessments/${id}/attempts`, ada)
    expect([closed.status, closed.body.code, closed.body.closes_at]).toEqual([
      409,
      'assessment_closed',
      closes_at,
    ])
  })

  test('are taken while they are open, and as often as is allowed, however many begin at once', async () => {
    const { owner, member, viewer } = await team(await app(), 'tulip')
    const k = await knowledge()
    const { clock } = await app()
    const opens_at = new Date(clock.at + SECOND).toISOString()
    const { id } = await k.assessment(owner, { attempts_allowed: 2, opens_at })
    const path = `/assessments/${id}/attempts`
    expect((await k.call('POST', path, member)).body.code).toBe('assessment_closed')
    clock.at += SECOND
    expect((await k.call('POST', path, viewer)).status).toBe(403)
    const answers = await Promise.all(Array.from({ length: 6 }, () => k.call('POST', path, member)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    expect(answers.filter(({ body }) => body.code === 'no_attempts_left')).toHaveLength(4)
    const mine = await k.done('GET', `${path}?count=true`, member)
    expect([mine.total, mine.items.map(({ number }: any) => number)]).toEqual([2, [1, 2]])
    expect((await k.done('GET', `/assessments/${id}/scores`, member)).attempts_left).toBe(0)
    // One's own, and nobody else's.
    const other = await joinAs(await app(), owner, 'tulip-other', 'member')
    const attempt = `/attempts/${mine.items[0].id}`
    expect((await k.call('GET', attempt, other)).status).toBe(404)
    expect((await k.call('POST', `${attempt}/submit`, other)).status).toBe(404)
    expect((await k.done('GET', path, other)).items).toEqual([])
    expect((await k.call('GET', `${path}?person=${member.member_id}`, other)).status).toBe(403)
    expect((await k.done('GET', path, owner)).items).toHaveLength(2)
    await k.done('PATCH', `/assessments/${id}`, owner, { status: 'archived' })
    expect((await k.call('POST', path, owner)).body.code).toBe('assessment_closed')
    expect((await k.call('POST', path, other)).status).toBe(404)
    // What has begun goes on, and ends with the assessment.
    expect((await k.call('POST', `${attempt}/submit`, member)).status).toBe(200)
    await k.done('DELETE', `/assessments/${id}`, owner)
    expect((await k.call('GET', attempt, member)).status).toBe(404)
  })

  test('are seen by those who see their lesson, and changed by who has made them', async () => {
    const { owner, member, viewer } = await team(await app(), 'daisy')
    const k = await knowledge()
    const course = await k.content(owner, { kind: 'course', status: 'published' })
    const lesson = await k.lesson(owner, { course_id: course.id, status: 'published' })
    const { id } = await k.assessment(owner, { lesson_id: lesson.id })
    const seen = async (by: Caller) => {
      const direct = (await k.call('GET', `/assessments/${id}`, by)).status === 200
      const { items } = await k.done('GET', '/assessments?limit=200', by)
      expect(items.some((one: any) => one.id === id)).toBe(direct)
      return direct
    }
    expect([await seen(viewer), await seen(owner)]).toEqual([true, true])
    expect((await k.call('PATCH', `/assessments/${id}`, member, { title: 'x' })).status).toBe(403)
    for (const [noun, thing, status] of [
      ['content', course.id, 'draft'],
      ['lessons', lesson.id, 'draft'],
    ]) {
      await k.done('PATCH', `/${noun}/${thing}`, owner, { status })
      expect([await seen(viewer), await seen(owner)]).toEqual([false, true])
      const refused = await k.call('POST', `/assessments/${id}/attempts`, owner)
      expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('lesson')])
      await k.done('PATCH', `/${noun}/${thing}`, owner, { status: 'published' })
    }
    await k.done('DELETE', `/content/${course.id}`, owner)
    expect([await seen(viewer), await seen(owner)]).toEqual([false, true])
    const hidden = await k.lesson(owner)
    const wrong = await k.call('POST', '/assessments', member, { title: 'x', lesson_id: hidden.id })
    expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ['lesson_id']])
  })

  test('say which question is wrong, and how', async () => {
    const ada = await signUp(await app(), 'violet')
    const k = await knowledge()
    const options = (...correct: boolean[]) => correct.map((one, i) => ({ text: `${i}`, correct: one }))
    for (const [question, field] of [
      [{ kind: 'single', prompt: 'x' }, 'options'],
      [{ kind: 'single', prompt: 'x', options: options(true, true) }, 'options'],
      [{ kind: 'single', prompt: 'x', options: options(true) }, 'options'],
      [{ kind: 'multiple', prompt: 'x', options: options(false, false) }, 'options'],
      [{ kind: 'multiple', prompt: 'x', options: options(true, false), answer: 1 }, 'answer'],
      [{ kind: 'number', prompt: 'x', tolerance: 1 }, 'answer'],
      [{ kind: 'text', prompt: 'x', answers: [' '] }, 'answers'],
      [{ kind: 'text', prompt: 'x', answers: ['a'], points: 0 }, 'points'],
      [{ kind: 'text', prompt: 'x', answers: ['a'], points: 0.0001 }, 'points'],
    ] as const) {
      const json = { title: 'x', questions: [QUESTIONS[2], question] }
      const refused = await k.call('POST', '/assessments', ada, json)
      const fields = Object.keys(refused.body.fields ?? {})
      expect([JSON.stringify(question), refused.status]).toEqual([JSON.stringify(question), 422])
      expect(fields[0]).toContain(field)
    }
    const empty = await k.call('POST', '/assessments', ada, { title: 'x', status: 'published' })
    expect([empty.status, Object.keys(empty.body.fields)]).toEqual([422, ['questions']])
    const times = { opens_at: '2026-12-02T00:00:00Z', closes_at: '2026-12-01T00:00:00Z' }
    expect((await k.call('POST', '/assessments', ada, { title: 'x', ...times })).status).toBe(422)
  })

  test('have an order of their own in each attempt, which stays, and ids that say nothing of the author’s', async () => {
    const ada = await signUp(await app(), 'dahlia')
    const k = await knowledge()
    const many = Array.from({ length: 12 }, (_, i) => ({ ...QUESTIONS[0], prompt: `${i}` }))
    const { id, questions } = await k.assessment(ada, { questions: many })
    const orders = new Set<string>()
    for (let i = 0; i < 3; i += 1) {
      const attempt = await start(ada, id)
      expect((await k.done('GET', `/attempts/${attempt.id}`, ada)).questions).toEqual(attempt.questions)
      orders.add(attempt.questions.map(({ prompt }: any) => prompt).join())
    }
    expect(orders.size).toBe(3)
    const placeOfRight = questions.map(({ options }: any) => {
      const right = options.find(({ correct }: any) => correct).id
      return options
        .map(({ id }: any) => id)
        .sort()
        .indexOf(right)
    })
    expect(new Set(placeOfRight).size).toBeGreaterThan(1)
    // Nor does the assessment, to those who take it: an author mostly writes the right one first.
    const bo = await joinAs(await app(), ada, 'dahlia-bo', 'member')
    const firsts = async () =>
      (await k.done('GET', `/assessments/${id}`, bo)).questions.map(({ options }: any) => options[0].text)
    expect(new Set(await firsts()).size).toBeGreaterThan(1)
    await k.done('PATCH', `/assessments/${id}`, ada, { shuffle: false })
    expect(new Set(await firsts()).size).toBe(1)
    const { questions: plain } = await start(ada, id)
    expect(plain.map(({ prompt }: any) => prompt)).toEqual(many.map(({ prompt }) => prompt))
  })

  test('that are changed ask those who have begun what they were asked before', async () => {
    const ada = await signUp(await app(), 'orchid')
    const k = await knowledge()
    const made = await k.assessment(ada, { questions: QUESTIONS })
    const attempt = await start(ada, made.id)
    const path = `/assessments/${made.id}`
    const same = await k.done('PATCH', path, ada, { questions: QUESTIONS, title: ' A test' })
    expect(same).toEqual(made)
    const changed = [{ kind: 'text', prompt: 'Another?', answers: ['yes'] }]
    await k.done('PATCH', path, ada, { questions: changed })
    expect((await k.done('GET', path, ada)).questions.map(({ prompt }: any) => prompt)).toEqual(['Another?'])
    expect((await submit(ada, attempt, RIGHT)).body).toMatchObject({ score: 5, percent: 100 })
    expect((await submit(ada, await start(ada, made.id), { Another: 'YES' })).body.percent).toBe(100)
    expect((await k.done('GET', `${path}/statistics`, ada)).n).toBe(1)
  })

  test('count the attempts of people whom an app reports, also when all is gone', async () => {
    const { owner, member } = await team(await app(), 'lotus')
    const k = await knowledge()
    const key = await apiKey(await app(), owner, 'ingest')
    const { id } = await k.assessment(owner, { questions: QUESTIONS })
    const silent = await k.call('POST', `/assessments/${id}/attempts`, { key })
    expect([silent.status, Object.keys(silent.body.fields)]).toEqual([422, ['person']])
    const attempt = await start({ key }, id, { person: 'guest' })
    expect((await submit({ key }, attempt, RIGHT)).body.percent).toBe(100)
    await submit(member, await start(member, id), RIGHT)
    await start(member, id)
    const before = await k.dashboard(owner)
    expect(before.engagement_metrics.total_assessments).toBe(2)
    expect(before.user_metrics.total_users).toBe(5)
    await k.done('DELETE', `/assessments/${id}`, owner)
    expect((await k.call('POST', `/trash/${id}/restore`, owner)).status).toBe(204)
    expect((await k.call('GET', `/attempts/${attempt.id}`, { key })).status).toBe(200)
    await k.done('DELETE', `/assessments/${id}`, owner)
    await k.done('DELETE', `/trash/${id}`, owner)
    expect((await k.dashboard(owner)).engagement_metrics.total_assessments).toBe(2)
    expect(await drifts(await app(), owner)).toEqual([])
    await rebuild(await app(), owner, 'Asia/Tokyo')
    expect((await k.dashboard(owner)).engagement_metrics.total_assessments).toBe(2)
    ;(await app()).clock.at += 86_400_000
    const later = await signIn(await app(), owner)
    expect((await k.dashboard(later, '2026-11-19')).engagement_metrics.total_assessments).toBeNull()
  })

  test('are graded once, however often they are submitted at once', async () => {
    const ada = await signUp(await app(), 'crocus')
    const k = await knowledge()
    const attempt = await start(ada, (await k.assessment(ada)).id)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => submit(ada, attempt, { Which: 'THIS' })),
    )
    expect(answers.filter(({ status }) => status === 200).map(({ body }) => body.percent)).toEqual([100])
    expect(answers.filter(({ body }) => body.code === 'attempt_submitted')).toHaveLength(7)
    expect((await k.dashboard(ada)).engagement_metrics.total_assessments).toBe(1)
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('tell their author how each question goes, with its n', async () => {
    const { owner, member } = await team(await app(), 'peony')
    const k = await knowledge()
    const key = await apiKey(await app(), owner, 'write')
    const { id } = await k.assessment(owner, { questions: QUESTIONS, pass_mark: 50 })
    const all = [RIGHT, { ...RIGHT, cut: ['July'] }, { deep: 0.3 }, { cut: ['March'], need: ['Sun'] }, {}]
    for (const [i, wanted] of all.entries()) {
      await submit({ key }, await start({ key }, id, { person: `p${i}` }), wanted)
    }
    // By question and person, in points; the slow way.
    const earned = [
      [1, 0, 0, 1, 0],
      [2, 2, 0, 1, 0],
      [1, 1, 1, 0, 0],
      [1, 1, 0, 0, 0],
    ]
    const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
    const pearson = (a: number[], b: number[]) => {
      const [dx, dy] = [a.map((one) => one - mean(a)), b.map((one) => one - mean(b))]
      const dot = (c: number[], d: number[]) => c.reduce((sum, one, i) => sum + one * d[i]!, 0)
      return dot(dx, dy) / Math.sqrt(dot(dx, dx) * dot(dy, dy))
    }
    const statistics = await k.done('GET', `/assessments/${id}/statistics`, owner)
    expect(statistics).toMatchObject({ n: 5, people: 5, mean_percent: 48, pass_rate: 40 })
    for (const [i, item] of statistics.questions.entries()) {
      const own = earned[i] as number[]
      const rest = own.map((_, person) => earned.reduce((sum, row) => sum + row[person]!, 0) - own[person]!)
      expect(item).toMatchObject({ n: 5, low_n: true, prompt: QUESTIONS[i]?.prompt })
      expect(item.discrimination).toBeCloseTo(pearson(own, rest), 3)
      expect(item.mean_share).toBeCloseTo((100 * mean(own)) / (QUESTIONS[i]?.points ?? 1), 1)
    }
    expect(statistics.questions.map(({ right_share }: any) => right_share)).toEqual([40, 40, 60, 40])
    expect((await k.call('GET', `/assessments/${id}/statistics`, member)).body.code).toBe(
      'assessment_not_yours',
    )
  })
})
