/** Of long texts, written at once: a full page of them would hold others up, since escaping may be slow. */
export const PART_CHARACTERS = 2 ** 17

/**
 * Takes away the first of the rows, as many as are written at once.
 *
 * @param charactersOf What of a row may be long.
 */
export function takePart<Row>(rows: Row[], charactersOf: (row: Row) => number): Row[] {
  let characters = 0
  const end = rows.findIndex((row) => {
    const isFull = characters >= PART_CHARACTERS
    characters += charactersOf(row)
    return isFull
  })
  return rows.splice(0, end === -1 ? rows.length : end)
}
