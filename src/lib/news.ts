/**
 * What changes nothing moves nothing: no version, no time, no metric, and nobody is told. Every
 * action that changes a thing asks here what is new in what it was given.
 *
 * @param given What is to be, as it would be stored. `undefined` says nothing of a field.
 * @returns Of what was given, what is not so already; `null` where that is nothing.
 */
export function newsIn<Row extends object>(
  row: Row,
  given: { [K in keyof Row]?: Row[K] | undefined },
): Partial<Row> | null {
  const names = (Object.keys(given) as (keyof Row)[]).filter((name) => isNew(row[name], given[name]))
  if (names.length === 0) return null
  // Of the fields of a row, some.
  return Object.fromEntries(names.map((name) => [name, given[name]])) as Partial<Row>
}

/** Whether there is anything new, without saying what. */
export function isNews<Row extends object>(
  row: Row,
  given: { [K in keyof Row]?: Row[K] | undefined },
): boolean {
  return (Object.keys(given) as (keyof Row)[]).some((name) => isNew(row[name], given[name]))
}

function isNew(value: unknown, given: unknown): boolean {
  // What is the very same is so of most, and need not be looked into.
  return given !== undefined && given !== value && !Bun.deepEquals(given, value, true)
}

/**
 * The version that a row becomes. No two versions share an instant, so that it tells them apart.
 *
 * @returns `null` where nothing of it is new.
 */
export function nextVersion<Row extends { updated_at: number }>(
  row: Row,
  given: { [K in keyof Row]?: Row[K] | undefined },
  now: number,
): Row | null {
  const news = newsIn(row, given)
  return news && { ...row, ...news, updated_at: Math.max(now, row.updated_at + 1) }
}
