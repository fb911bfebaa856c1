/**
 * Why a text from outside cannot be a key or a name here; `null` when it can. Half a surrogate pair
 * has no UTF-8 form and NUL cannot be stored by Postgres: both would change or fail on the way.
 */
export function textProblem(text: string, maxLength: number): string | null {
  if (text.trim() === '') return 'must not be empty'
  if (text.length > maxLength) return `must have at most ${maxLength} characters`
  if (text.includes('\0')) return 'must not contain NUL'
  if (!text.isWellFormed()) return 'must be well-formed Unicode'
  return null
}
