/** A key of random words, hunted for in every answer that those who take the assessment can get. */
import { expect, test } from 'bun:test'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import { type Caller, Knowledge } from './knowledge.ts'
import { apiKey, signUp } from './people.ts'
import { team } from './teams.ts'

const random = () => `w${crypto.randomUUID().replaceAll('-', '')}`

onEachEngine('The key of an assessment', (engine) => {
  const app = sharedApp(engine)

  test('reaches nobody who takes it, by whatever route, until its author opens it', async () => {
    const { owner, admin, member, viewer } = await team(await app(), 'key')
    const stranger = await signUp(await app(), 'key-stranger')
    const k = new Knowledge(await app())
    const words = [random(), random(), random()]
    const [number, tolerance] = [918_273.645, 546_372.819]
    const questions = [
      { kind: 'text', prompt: 'Which word?', answers: words },
      { kind: 'number', prompt: 'How many?', answer: number, tolerance },
      {
        kind: 'multiple',
        prompt: 'Which?',
        options: [
          { text: 'This', correct: true },
          { text: 'That', correct: false },
        ],
      },
    ]
    const course = await k.content(owner, { kind: 'course', status: 'published' })
    const lesson = await k.lesson(owner, { course_id: course.id, status: 'published' })
    const of = { lesson_id: lesson.id, questions }
    const { id } = await k.assessment(owner, of)
    const trashed = await k.assessment(owner, of)
    await k.done('DELETE', `/assessments/${trashed.id}`, owner)
    const rewritten = await k.assessment(owner, of)
    await k.done('PATCH', `/assessments/${rewritten.id}`, owner, { questions: questions.slice(0, 1) })
    const keys = {
      read: await apiKey(await app(), owner, 'read'),
      ingest: await apiKey(await app(), owner, 'ingest'),
    }
    const takers: Record<string, Caller> = {
      member,
      viewer,
      stranger,
      read: { key: keys.read },
      ingest: { key: keys.ingest },
    }
    const asked: string[] = []
    const expectNothing = (who: string, where: string, { text, headers, status }: Answer) => {
      const all = `${text}\n${[...headers.values()].join('\n')}`
      const found = [...words, `${number}`, `${tolerance}`, '"correct"'].filter((one) => all.includes(one))
      expect({ who, where, found }).toEqual({ who, where, found: [] })
      asked.push(`${who} ${where} ${status}`)
    }
    const attempts: Record<string, string> = {}
    for (const [who, by] of Object.entries(takers)) {
      const person = 'key' in by ? { person: 'guest' } : {}
      const begun = await k.call('POST', `/assessments/${id}/attempts`, by, person)
      expectNothing(who, 'begin', begun)
      if (begun.status !== 201) continue
      attempts[who] = begun.body.id
      const [first] = begun.body.questions
      const path = `/attempts/${begun.body.id}`
      const wrong = [{ question_id: first.id, text: 'x', number: 1, option_ids: ['x'] }]
      const answers = begun.body.questions.map((one: any) => ({
        question_id: one.id,
        ...(one.kind === 'text' && { text: 'no' }),
        ...(one.kind === 'number' && { number: 1 }),
        ...(one.kind === 'multiple' && { option_ids: [one.options[0].id] }),
      }))
      expectNothing(who, 'save what is wrong', await k.call('PUT', `${path}/answers`, by, { answers: wrong }))
      expectNothing(who, 'save', await k.call('PUT', `${path}/answers`, by, { answers }))
      expectNothing(who, 'submit', await k.call('POST', `${path}/submit`, by, { answers }))
      expectNothing(who, 'submit again', await k.call('POST', `${path}/submit`, by, { answers }))
    }
    const { paths } = (await (await app()).get('/openapi.json')).body
    const idsFor = (path: string): string[] => {
      if (path.includes('/assessments/')) return [id, trashed.id, rewritten.id]
      if (path.includes('/attempts/')) return Object.values(attempts)
      if (path.includes('/lessons/')) return [lesson.id]
      return path.includes('/content/') ? [course.id] : [id]
    }
    // Whoever only reports, and whoever is of elsewhere, has had a try above, and reads nothing.
    const { stranger: _, ingest: __, ...readers } = takers
    for (const [who, by] of Object.entries(readers)) {
      for (const [path, methods] of Object.entries<object>(paths)) {
        if (!('get' in methods)) continue
        const filled = path.replace('/api/v1', '').replace(/\{(?!id\})\w+\}/g, '1')
        const all = filled.includes('{id}')
          ? idsFor(path).map((one) => filled.replace('{id}', one))
          : [filled]
        for (const one of all) expectNothing(who, one, await k.call('GET', one, by))
      }
      for (const word of words)
        expectNothing(who, 'search', await k.call('GET', `/search?q=this+or+${word.slice(0, 9)}`, by))
      const change = { title: 'x', questions: [] }
      for (const [method, json] of [
        ['PATCH', change],
        ['DELETE', undefined],
      ] as const) {
        expectNothing(
          who,
          method,
          await k.call(method, `/assessments/${id}`, by, json, { 'if-match': '"x"' }),
        )
      }
      for (const format of ['json', 'csv']) {
        const json = { format, date_range: '7d', include_today: true, metric_types: ['activity'] }
        expectNothing(who, 'export', await k.call('POST', '/metrics/export', by, json))
      }
    }
    expect(asked.length).toBeGreaterThan(200)
    // It is there for who made it, and for all once it is opened.
    const whole = await k.call('GET', `/assessments/${id}`, admin)
    expect(words.every((word) => whole.text.includes(word))).toBe(true)
    expect((await k.call('GET', `/assessments/${id}/answers`, member)).body.code).toBe('answers_not_open')
    await k.done('PATCH', `/assessments/${id}`, owner, { answers_open: true })
    const opened = await k.done('GET', `/assessments/${id}/answers`, member)
    expect(opened.questions).toEqual(whole.body.questions)
    expectNothing('member', 'once opened', await k.call('GET', `/assessments/${id}`, member))
    // And somebody who may no longer write sees no more than the others.
    const mine = await k.assessment(member, of)
    await k.done('PATCH', `/members/${member.member_id}`, owner, { role: 'viewer' })
    expectNothing('demoted', 'read', await k.call('GET', `/assessments/${mine.id}`, member))
    expectNothing('demoted', 'answers', await k.call('GET', `/assessments/${mine.id}/answers`, member))
  }, 60_000)
})
