import { InvalidValueError } from '../../lib/app-error.ts'
import { textProblem } from '../../lib/text.ts'

/**
 * A text that both engines keep as it is. How long it may be, its schema has said.
 *
 * @throws InvalidValueError
 */
export function soundText(field: string, text: string): string {
  const problem = textProblem(text, text.length)
  if (problem) throw new InvalidValueError(field, problem)
  return text
}
