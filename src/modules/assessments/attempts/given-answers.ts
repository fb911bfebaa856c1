/** Answers as they come, checked against what was asked. What is right is not known here. */
import { InvalidValueError } from '../../../lib/app-error.ts'
import { assertStorable } from '../../../lib/text.ts'
import type { Answer } from '../grading/grade.ts'
import type { Question } from '../questions.ts'
import type { GivenAnswer } from './schema.ts'

/** @throws InvalidValueError that names the answer and its field. */
export function readGiven(
  questions: readonly Question[],
  given: readonly GivenAnswer[],
): Map<string, Answer> {
  const asked = new Map(questions.map((question) => [question.id, question]))
  const read = new Map<string, Answer>()
  for (const [index, answer] of given.entries()) {
    const refuse = (field: string, problem: string): never => {
      throw new InvalidValueError(`answers.${index}.${field}`, problem)
    }
    const question = asked.get(answer.question_id) ?? refuse('question_id', 'is no question of this attempt')
    if (read.has(question.id)) refuse('question_id', 'is here twice')
    read.set(question.id, answerTo(question, answer, refuse))
  }
  return read
}

const FIELD = { single: 'option_ids', multiple: 'option_ids', number: 'number', text: 'text' } as const

function answerTo(
  question: Question,
  answer: GivenAnswer,
  refuse: (field: string, problem: string) => never,
): Answer {
  const { kind, options } = question
  const wrong = (['option_ids', 'number', 'text'] as const).find(
    (field) => answer[field] !== undefined && field !== FIELD[kind],
  )
  if (wrong) refuse(wrong, `does not answer a question of the kind "${kind}"`)
  const { option_ids, number, text } = answer
  if (number !== undefined) return { number }
  if (text !== undefined) {
    assertStorable({ text })
    return { text }
  }
  if (option_ids === undefined) return null
  const chosen = [...new Set(option_ids)]
  if (chosen.some((id) => !options.some((option) => option.id === id))) {
    refuse('option_ids', 'name one that is no option of the question')
  }
  if (kind === 'single' && chosen.length > 1) refuse('option_ids', 'are more than one')
  return { option_ids: chosen }
}
