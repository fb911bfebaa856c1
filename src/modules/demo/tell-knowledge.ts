/** What a team has written down, and its course: with those who have taken it, and what they know now. */
import type { Principal, SessionPrincipal } from '../../access/principal.ts'
import { createApiKey } from '../api-keys/api-keys.ts'
import { createAssessment } from '../assessments/assessments.ts'
import { startAttempt, submitAttempt } from '../assessments/attempts/attempts.ts'
import type { AttemptQuestion, GivenAnswer } from '../assessments/attempts/schema.ts'
import type { NewQuestion } from '../assessments/schema.ts'
import { changeContent, createContent } from '../content/content.ts'
import { finishGeneration, startGeneration } from '../content/generations/generations.ts'
import type { ContentStatus } from '../content/schema.ts'
import { completeLesson } from '../lessons/completions/completions.ts'
import { createLesson } from '../lessons/lessons.ts'
import { type Cast, isSame, memberAt, writers, writingKey } from './cast.ts'
import { Chance } from './chance.ts'
import type { Timeline } from './timeline.ts'

const MINUTE_MS = 60_000
const COURSE_DAYS_AGO = 62
/** What becomes of each text, and how many days ago it came; the last of them today. */
const FATES: readonly (readonly [status: ContentStatus, daysAgo: number])[] = [
  ...([
    ['published', 70],
    ['published', 52],
    ['published', 29],
    ['review', 6],
  ] as const),
  ...([
    ['published', 17],
    ['draft', 9],
    ['archived', 80],
    ['published', 0],
  ] as const),
]
/** By their place: those that a model has drafted. */
const GENERATED = [2, 7]
/** How many lessons each has completed, in turn. */
const COMPLETED = [4, 2, 4, 1, 4, 3]

export function tellKnowledge(cast: Cast, timeline: Timeline): void {
  const chance = new Chance(`${cast.story.team}: knowledge`)
  for (const place of cast.story.knowledge.texts.keys()) tellText(cast, timeline, place, chance)
  tellCourse(cast, timeline, chance)
}

function tellText(cast: Cast, timeline: Timeline, place: number, chance: Chance): void {
  const { past, hours, story } = cast
  const [title = '', kind = '', tags = '', body = ''] = story.knowledge.texts[place] ?? []
  const [status, daysAgo] = FATES[place % FATES.length] ?? ['draft', 1]
  const author = writers(cast)[place % writers(cast).length] ?? memberAt(cast, 0)
  const at = hours.ago(daysAgo)
  let id = ''
  timeline.add(at, async () => {
    id = (await createContent(past, author, { title, kind, body, tags: tags.split(' ') })).id
  })
  if (GENERATED.includes(place)) tellGenerations(cast, timeline, { at, author, id: () => id }, chance)
  const turn = (days: number, to: ContentStatus) => {
    if (to !== 'draft')
      timeline.add(hours.after(at, days), () => changeContent(past, author, id, { status: to }, null))
  }
  turn(chance.between(0.2, 2), status === 'archived' ? 'published' : status)
  if (status === 'archived') turn(40, status)
}

/** Drafted by a model, which needed seconds, and failed at first where there was time to try again. */
function tellGenerations(
  { past, hours }: Cast,
  timeline: Timeline,
  { at, author, id }: { at: number; author: SessionPrincipal; id: () => string },
  chance: Chance,
): void {
  const isOfToday = hours.days.dayOf(at) === hours.today
  for (const [attempt, ok] of (isOfToday ? [true] : [false, true]).entries()) {
    const begun = at + (attempt + 1) * 20_000
    const ended = begun + Math.round(chance.between(2_500, 9_000))
    let generation = ''
    timeline.add(begun, async () => {
      const started_at = new Date(begun).toISOString()
      const given = { started_at, model: 'house-writer-2', prompt_tokens: 400, completion_tokens: 900 }
      generation = (await startGeneration(past, author, id(), given)).id
    })
    timeline.add(ended, () => {
      const place = { content_id: id(), id: generation }
      return finishGeneration(past, author, place, { finished_at: new Date(ended).toISOString(), ok })
    })
  }
}

/** Ids of what is taught. */
interface Course {
  key: Principal | null
  lessons: string[]
  assessment: string
}

function tellCourse(cast: Cast, timeline: Timeline, chance: Chance): void {
  const { past, hours, story, organization_id, you } = cast
  const { course: given, lessons, assessment } = story.knowledge
  const teacher = memberAt(cast, 0)
  const at = hours.ago(COURSE_DAYS_AGO)
  const course: Course = { key: null, lessons: [], assessment: '' }
  let course_id = ''
  timeline.add(at, async () => {
    const { id } = await createApiKey(past, teacher, { name: 'Courses', scopes: ['write'] })
    course.key = writingKey(organization_id, id)
    const { title, text: body } = given
    course_id = (await createContent(past, teacher, { title, body, kind: 'course', status: 'published' })).id
  })
  for (const [place, [title, body]] of lessons.entries()) {
    timeline.add(at + (place + 1) * MINUTE_MS, async () => {
      const prerequisites = course.lessons.slice(-1)
      const lesson = { title, body, course_id, status: 'published', prerequisites } as const
      course.lessons.push((await createLesson(past, teacher, lesson)).id)
    })
  }
  timeline.add(at + (lessons.length + 1) * MINUTE_MS, async () => {
    const { title, questions } = assessment
    const lesson_id = course.lessons.at(-1) ?? null
    const taken = { pass_mark: 60, attempts_allowed: 3, questions: [...questions] }
    const made = await createAssessment(past, teacher, { title, lesson_id, status: 'published', ...taken })
    course.assessment = made.id
  })
  const learners = [...writers(cast).filter((one) => !isSame(one, teacher)), you, ...cast.visitors]
  for (const [place, who] of learners.entries()) tellLearner(cast, timeline, course, { place, who }, chance)
}

/** One who takes the course, and is asked at its end. */
function tellLearner(
  { past, hours, story }: Cast,
  timeline: Timeline,
  course: Course,
  { place, who }: { place: number; who: SessionPrincipal | string },
  chance: Chance,
): void {
  const by = () => (typeof who === 'string' ? (course.key as Principal) : who)
  const person = typeof who === 'string' ? { person: who } : {}
  const completed = COMPLETED[place % COMPLETED.length] ?? 0
  let at = hours.ago(chance.between(8, COURSE_DAYS_AGO - 8))
  for (let lesson = 0; lesson < completed; lesson += 1) {
    timeline.add(at, () => completeLesson(past, by(), course.lessons[lesson] ?? '', person))
    at = hours.after(at, chance.between(0.3, 4))
  }
  if (completed < story.knowledge.lessons.length) return
  const knows = chance.between(0.3, 1)
  // Who knew little tries again, and knows more.
  for (const known of knows < 0.6 ? [knows, knows + 0.35] : [knows]) {
    let attempt: Awaited<ReturnType<typeof startAttempt>> | null = null
    timeline.add(at, async () => {
      attempt = await startAttempt(past, by(), course.assessment, person)
    })
    timeline.add(at + 6 * MINUTE_MS, () => {
      const { id = '', questions = [] } = attempt ?? {}
      const answers = questions.map((one) =>
        answerTo(one, story.knowledge.assessment.questions, known, chance),
      )
      return submitAttempt(past, by(), id, answers)
    })
    at = hours.after(at + 6 * MINUTE_MS, chance.between(0.5, 3))
  }
}

/** @param known The share that somebody knows. */
function answerTo(
  asked: AttemptQuestion,
  questions: readonly NewQuestion[],
  known: number,
  chance: Chance,
): GivenAnswer {
  const { id: question_id } = asked
  const written = questions.find(({ prompt }) => prompt === asked.prompt)
  const isKnown = chance.next() < known
  if (asked.kind === 'number') return { question_id, number: (written?.answer ?? 0) + (isKnown ? 0 : 7) }
  if (asked.kind === 'text') return { question_id, text: isKnown ? (written?.answers?.[0] ?? '') : 'no idea' }
  const isRight = (text: string) => written?.options?.some((one) => one.text === text && one.correct) === true
  const options = asked.options ?? []
  const right = options.filter(({ text }) => isRight(text))
  const wrong = options.filter(({ text }) => !isRight(text))
  const chosen = isKnown ? right : [...right.slice(1), ...wrong.slice(0, 1)].slice(0, right.length)
  return { question_id, option_ids: chosen.map(({ id }) => id) }
}
