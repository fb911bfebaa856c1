/** Answers to the questions of a job. */
import { InvalidValueError } from '../../../lib/app-error.ts'
import { assertStorable } from '../../../lib/text.ts'
import type { Question } from '../jobs/schema.ts'
import type { GivenAnswer } from './schema.ts'

export interface Answer extends GivenAnswer {
  prompt: string
}

interface Answered {
  answers: Answer[]
  /** Whether one is an answer that the job does not take. */
  knocked_out: boolean
}

/**
 * @param isWhole Whether every question that is required must be answered: of an application by hand
 *   one may know less.
 * @throws InvalidValueError
 */
export function answersTo(
  questions: readonly Question[],
  given: readonly GivenAnswer[],
  isWhole: boolean,
): Answered {
  const asked = new Map(questions.map((question) => [question.id, question]))
  const answers = new Map<string, Answer>()
  let knocked_out = false
  for (const [i, { question_id, answer }] of given.entries()) {
    const question = asked.get(question_id)
    const problem = !question
      ? 'is of no question of this job'
      : answers.has(question_id)
        ? 'is answered twice'
        : null
    if (!question || problem) throw new InvalidValueError(`answers.${i}.question_id`, problem ?? '')
    const wrong = wrongAnswer(question, answer)
    if (wrong) throw new InvalidValueError(`answers.${i}.answer`, wrong)
    assertStorable({ answers: answer })
    if (isEmpty(answer)) continue
    answers.set(question_id, { question_id, prompt: question.prompt, answer })
    knocked_out ||= knocksOut(question, answer)
  }
  const missing = questions.find(({ id, required }) => isWhole && required && !answers.has(id))
  if (missing) throw new InvalidValueError('answers', `lack one to question ${missing.id}, which is required`)
  return { answers: [...answers.values()], knocked_out }
}

function isEmpty(answer: GivenAnswer['answer']): boolean {
  return typeof answer === 'string' && answer.trim() === ''
}

function wrongAnswer({ kind, options }: Question, answer: GivenAnswer['answer']): string | null {
  switch (kind) {
    case 'yes_no':
      return typeof answer === 'boolean' ? null : 'must be true or false'
    case 'number':
      return typeof answer === 'number' ? null : 'must be a number'
    case 'choice':
      return options.some((one) => one === answer) ? null : `must be one of ${options.join(', ')}`
    case 'text':
      return typeof answer === 'string' ? null : 'must be a text'
  }
}

function knocksOut({ knock_out }: Question, answer: GivenAnswer['answer']): boolean {
  if (!knock_out) return false
  const { expects, accepts, min = -Infinity, max = Infinity } = knock_out
  if (typeof answer === 'boolean') return expects !== undefined && answer !== expects
  if (typeof answer === 'number') return answer < min || answer > max
  return accepts !== undefined && !accepts.includes(answer)
}
