/** What those who apply are asked, and what is taken for an answer. */

import { InvalidValueError } from '../../../lib/app-error.ts'
import type { NewId } from '../../../lib/ids.ts'
import { assertStorable } from '../../../lib/text.ts'
import type { GivenQuestion, Question } from './schema.ts'

/**
 * @param before Those that the job has: what is named by the id of one of them is that one still.
 * @throws InvalidValueError
 */
export function questionsOf(
  given: readonly GivenQuestion[],
  before: readonly Question[],
  newId: NewId,
): Question[] {
  const known = new Set(before.map(({ id }) => id))
  const questions = given.map((one, i) => {
    const problem = problemOf(one, known)
    if (problem) throw new InvalidValueError(`questions.${i}.${problem.field}`, problem.message)
    assertStorable({ questions: [one.prompt, ...(one.options ?? [])] })
    const { id = newId(), kind, prompt, required = false, options = [], knock_out = null } = one
    return { id, kind, prompt: prompt.trim(), required, options, knock_out }
  })
  if (new Set(questions.map(({ id }) => id)).size < questions.length) {
    throw new InvalidValueError('questions', 'name one of them twice by its id')
  }
  return questions
}

interface Problem {
  field: string
  message: string
}

function problemOf({ id, kind, options = [], knock_out }: GivenQuestion, known: Set<string>): Problem | null {
  if (id !== undefined && !known.has(id)) {
    return { field: 'id', message: 'is of no question of this job: leave it out for a new one' }
  }
  if (kind === 'choice' && options.length < 2) return { field: 'options', message: 'must be two or more' }
  if (kind !== 'choice' && options.length > 0) return { field: 'options', message: 'are of a choice only' }
  return knock_out ? knockOutProblem(kind, options, knock_out) : null
}

const TAKES = { yes_no: ['expects'], choice: ['accepts'], number: ['min', 'max'], text: [] } as const

function knockOutProblem(
  kind: GivenQuestion['kind'],
  options: readonly string[],
  knock_out: NonNullable<GivenQuestion['knock_out']>,
): Problem | null {
  const taken: readonly string[] = TAKES[kind]
  const names = Object.keys(knock_out)
  const wrong = names.find((name) => !taken.includes(name))
  const takes =
    taken.length === 0 ? 'a question of this kind takes none' : `takes ${taken.join(' and ')} here`
  if (wrong !== undefined || names.length === 0) return { field: 'knock_out', message: takes }
  const { accepts = [], min, max } = knock_out
  if (accepts.some((one) => !options.includes(one))) {
    return { field: 'knock_out.accepts', message: 'names what is not among the options' }
  }
  if (min !== undefined && max !== undefined && max < min) {
    return { field: 'knock_out.max', message: 'is below min' }
  }
  return null
}

/** As those see them who do not review the job. */
export function withoutKeys(questions: readonly Question[]): Question[] {
  return questions.map(({ knock_out: _, ...question }) => question)
}
