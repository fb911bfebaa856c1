/** SQLite reads 1,000 levels and Postgres about as many as its stack holds; this is plenty. */
export const MAX_LEVELS = 50

export type JsonObjectFault = 'no_object' | 'too_deep' | 'too_long'

/** What keeps a value from outside from being kept as a JSON object; `null` when nothing does. */
export function jsonObjectFault(value: unknown, maxLength: number): JsonObjectFault | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'no_object'
  if (hasMoreLevels(value, MAX_LEVELS)) return 'too_deep'
  return JSON.stringify(value).length > maxLength ? 'too_long' : null
}

/** The same in words, to be read after the name of the field. */
export function jsonObjectProblem(value: unknown, maxLength: number): string | null {
  const fault = jsonObjectFault(value, maxLength)
  return fault && wordsOf(fault, maxLength)
}

export function wordsOf(fault: JsonObjectFault, maxLength: number): string {
  if (fault === 'no_object') return 'must be an object'
  if (fault === 'too_deep') return `must be at most ${MAX_LEVELS} levels deep`
  return `must have at most ${maxLength} characters as JSON`
}

function hasMoreLevels(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => hasMoreLevels(inner, levels - 1))
}
