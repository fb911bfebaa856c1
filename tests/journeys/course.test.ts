/** A course, from the draft of its first lesson to a graded attempt, with the dashboard after each step. */
import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from '../app.ts'
import { Knowledge } from '../knowledge.ts'
import { apiKey, signIn } from '../people.ts'
import { drifts, team } from '../teams.ts'

const DAY = 86_400_000

onEachEngine('A course', (engine) => {
  const app = sharedApp(engine)

  test('is written, opened, completed and passed, and every number of every day says so', async () => {
    const { clock } = await app()
    const { owner, member: learner } = await team(await app(), 'course', 'Europe/Berlin')
    const key = { key: await apiKey(await app(), owner, 'ingest') }
    const k = new Knowledge(await app())
    let teacher = owner
    const numbers = async (asOf?: string) => {
      const { content_metrics: c, engagement_metrics: e } = await k.dashboard(teacher, asOf)
      const content = [c.draft_content, c.published_content, c.content_created_today]
      return [...content, e.total_lessons_completed, e.total_assessments]
    }
    expect(await numbers()).toEqual([0, 0, 0, 0, 0])
    const course = await k.content(teacher, { title: 'Roses', kind: 'course' })
    expect(await numbers()).toEqual([1, 0, 1, 0, 0])
    const first = await k.lesson(teacher, { title: 'Soil', course_id: course.id })
    const second = await k.lesson(teacher, {
      title: 'Pruning',
      course_id: course.id,
      prerequisites: [first.id],
    })
    const questions = [
      { kind: 'number', prompt: 'pH?', answer: 6.5, tolerance: 0.5 },
      { kind: 'text', prompt: 'Month?', points: 3, answers: ['March'] },
    ]
    const test = await k.assessment(teacher, { lesson_id: second.id, questions, pass_mark: 70 })
    // Nothing of it is there for the learner yet.
    for (const path of [`/content/${course.id}`, `/lessons/${first.id}`, `/assessments/${test.id}`]) {
      expect((await k.call('GET', path, learner)).status).toBe(404)
    }
    expect(await numbers()).toEqual([1, 0, 1, 0, 0])

    clock.at += DAY
    teacher = await signIn(await app(), owner)
    let student = await signIn(await app(), learner)
    await k.done('PATCH', `/content/${course.id}`, teacher, { status: 'published' })
    for (const { id } of [first, second])
      await k.done('PATCH', `/lessons/${id}`, teacher, { status: 'published' })
    expect(await numbers()).toEqual([0, 1, 0, 0, 0])
    const early = await k.call('POST', `/lessons/${second.id}/completions`, student)
    expect(early.body).toMatchObject({ code: 'prerequisites_missing', missing: [first.id] })
    await k.done('POST', `/lessons/${first.id}/completions`, student)
    expect(await numbers()).toEqual([0, 1, 0, 1, 0])
    await k.done('POST', `/lessons/${first.id}/completions`, key, { person: 'guest' })
    expect(await numbers()).toEqual([0, 1, 0, 2, 0])

    clock.at += DAY
    teacher = await signIn(await app(), owner)
    student = await signIn(await app(), learner)
    await k.done('POST', `/lessons/${second.id}/completions`, student)
    const progress = await k.done('GET', `/content/${course.id}/progress`, student)
    expect(progress).toMatchObject({ total: 2, completed: 2, percent: 100, next_lesson_id: null })
    const attempt = await k.done('POST', `/assessments/${test.id}/attempts`, student)
    const id = (prompt: string) => attempt.questions.find((one: any) => one.prompt === prompt).id
    const answers = [
      { question_id: id('pH?'), number: 7 },
      { question_id: id('Month?'), text: 'march' },
    ]
    const graded = await k.done('POST', `/attempts/${attempt.id}/submit`, student, { answers })
    expect(graded).toMatchObject({ score: 4, max_score: 4, percent: 100, passed: true })
    expect(await numbers()).toEqual([0, 1, 0, 3, 1])
    await k.done('DELETE', `/content/${course.id}`, teacher)
    expect(await numbers()).toEqual([0, 0, 0, 3, 1])

    // As each of the days has ended.
    expect(await numbers('2026-11-20')).toEqual([1, 0, 1, 0, 0])
    expect(await numbers('2026-11-21')).toEqual([0, 1, 0, 2, 0])
    expect(await numbers('2026-11-22')).toEqual([0, 0, 0, 3, 1])
    expect(await drifts(await app(), owner)).toEqual([])
  })
})
