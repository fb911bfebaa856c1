/** What a comparison has found: how many rows differ, and the first few in words. */

const DRIFTS_KEPT = 20

export interface CheckReport {
  people: number
  /** Rollup rows that were compared. */
  rows: number
  /** How many differ; 0 is what it should be. */
  drifts: number
  /** The first few, in words. */
  examples: string[]
}

export class Findings {
  people = 0
  /** Days and sessions of people that should be there. */
  personRows = 0
  #rows = 0
  #drifts = 0
  readonly #examples: string[] = []

  compare<T extends object>(what: () => string, expected: T | undefined, stored: T | undefined): void {
    this.#rows += 1
    const keys = Object.keys(expected ?? stored ?? {}) as (keyof T & string)[]
    const different = keys.filter((key) => expected?.[key] !== stored?.[key])
    if (different.length === 0) return
    this.#drifts += 1
    if (this.#examples.length === DRIFTS_KEPT) return
    const words = different.map(
      (key) => `${key} is ${stored?.[key] ?? 'missing'}, should be ${expected?.[key] ?? 'absent'}`,
    )
    this.#examples.push(`${what()}: ${words.join('; ')}`)
  }

  compareRows<T extends object>(what: string, expected: T[], stored: T[], name: (row: T) => string): void {
    if (what.startsWith('person ')) this.personRows += expected.length
    const wanted = new Map(expected.map((row) => [name(row), row]))
    const found = new Map(stored.map((row) => [name(row), row]))
    for (const key of new Set([...wanted.keys(), ...found.keys()])) {
      this.compare(() => `${what} ${key}`, wanted.get(key), found.get(key))
    }
  }

  report(): CheckReport {
    return { people: this.people, rows: this.#rows, drifts: this.#drifts, examples: this.#examples }
  }
}
