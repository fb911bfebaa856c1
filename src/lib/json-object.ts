/** SQLite reads 1,000 levels and Postgres about as many as its stack holds; this is plenty. */
const MAX_LEVELS = 50

/** Why a value from outside cannot be kept as a JSON object; `null` when it can. */
export function jsonObjectProblem(value: unknown, maxLength: number): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be an object'
  if (hasMoreLevels(value, MAX_LEVELS)) return `must be at most ${MAX_LEVELS} levels deep`
  if (JSON.stringify(value).length > maxLength) return `must have at most ${maxLength} characters as JSON`
  return null
}

function hasMoreLevels(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => hasMoreLevels(inner, levels - 1))
}
