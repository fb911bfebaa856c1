/**
 * Questions are kept in two parts: what is asked, and what is right. The type of the one has no field of
 * the other, so that whoever is shown the first cannot be shown the second by mistake.
 */
import { InvalidValueError } from '../../lib/app-error.ts'
import { fold } from '../../lib/fold.ts'
import { seedOf, shuffled } from '../../lib/shuffle.ts'
import { assertStorable } from '../../lib/text.ts'
import type { AssessmentQuestion, NewQuestion, QuestionKind } from './schema.ts'

export const THOUSANDTHS = 1_000
const MOST_POINTS = 1_000

/** What is asked. */
export interface Question {
  id: string
  kind: QuestionKind
  prompt: string
  /** Thousandths of a point. */
  points: number
  options: { id: string; text: string }[]
}

/** What is right: the ids of options, a number, or texts. */
export type Key = { correct: string[] } | { answer: number; tolerance: number } | { answers: string[] }

/** By the ids of the questions. */
export type Keys = Record<string, Key>

/** @throws InvalidValueError that names the question and its field. */
export function readQuestions(given: readonly NewQuestion[], newId: () => string) {
  const questions: Question[] = []
  const keys: Keys = {}
  for (const [index, one] of given.entries()) {
    const refuse = (field: string, problem: string) => {
      throw new InvalidValueError(`questions.${index}.${field}`, problem)
    }
    assertStorable({
      prompt: one.prompt,
      answers: one.answers,
      options: one.options?.map(({ text }) => text),
    })
    assertFields(one, refuse)
    const id = newId()
    const options = optionsOf(one, newId)
    questions.push({ id, kind: one.kind, prompt: one.prompt, points: pointsOf(one, refuse), options })
    keys[id] = keyOf(one, options, refuse)
  }
  return { questions, keys }
}

type Refuse = (field: string, problem: string) => void

const FIELDS: Record<QuestionKind, readonly (keyof NewQuestion)[]> = {
  single: ['options'],
  multiple: ['options'],
  number: ['answer', 'tolerance'],
  text: ['answers'],
}

function assertFields(question: NewQuestion, refuse: Refuse): void {
  const { kind } = question
  for (const field of ['options', 'answer', 'tolerance', 'answers'] as const) {
    if (question[field] !== undefined && !FIELDS[kind].includes(field)) {
      refuse(field, `is no field of a question of the kind "${kind}"`)
    }
  }
  const needed = FIELDS[kind].find((field) => field !== 'tolerance' && question[field] === undefined)
  if (needed) refuse(needed, 'is missing')
}

function pointsOf({ points = 1 }: NewQuestion, refuse: Refuse): number {
  const thousandths = Math.round(points * THOUSANDTHS)
  if (thousandths / THOUSANDTHS !== points) refuse('points', 'have at most three decimals')
  if (points <= 0 || points > MOST_POINTS) refuse('points', `are more than 0 and at most ${MOST_POINTS}`)
  return thousandths
}

/** Their ids say nothing of the order in which they were written: the right one often comes first. */
function optionsOf({ options = [] }: NewQuestion, newId: () => string): Question['options'] {
  const ids = shuffled(options.map(newId), seedOf(newId()))
  return options.map(({ text }, i) => ({ id: ids[i] ?? '', text }))
}

function keyOf(question: NewQuestion, options: Question['options'], refuse: Refuse): Key {
  const { kind, answer = 0, tolerance = 0, answers = [] } = question
  if (kind === 'number') return { answer, tolerance }
  if (kind === 'text') {
    if (answers.some((one) => plainText(one) === '')) refuse('answers', 'hold one without letters and digits')
    return { answers }
  }
  const correct = options.filter((_, i) => question.options?.[i]?.correct).map(({ id }) => id)
  if (options.length < 2) refuse('options', 'are at least two')
  if (kind === 'single' && correct.length !== 1) refuse('options', 'have exactly one that is correct')
  if (correct.length === 0) refuse('options', 'have at least one that is correct')
  return { correct }
}

/** Case, accents, and how often and where there are spaces do not matter. */
export function plainText(text: string): string {
  return fold(text).trim().replace(/\s+/g, ' ')
}

/** Its options by their ids, which say nothing of the order in which they were written. */
export function outOfOrder(question: Question): Question {
  return { ...question, options: question.options.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }
}

/** For those who take it. */
export function asked({ id, kind, prompt, points, options }: Question): AssessmentQuestion {
  const shown = { id, kind, prompt, points: points / THOUSANDTHS }
  return options.length === 0
    ? shown
    : { ...shown, options: options.map((one) => ({ id: one.id, text: one.text })) }
}

/** For those who may change it, and where it is opened. */
export function answered(question: Question, key: Key): AssessmentQuestion {
  const shown = asked(question)
  if (!('correct' in key)) return { ...shown, ...key }
  const options = question.options.map((one) => ({ ...one, correct: key.correct.includes(one.id) }))
  return { ...shown, options }
}

/** As they were given, to tell whether they are others now. */
export function asGiven(question: Question, key: Key): unknown {
  const { id: _, options, ...shown } = answered(question, key)
  return { ...shown, options: options?.map(({ text, correct }) => ({ text, correct })) }
}
