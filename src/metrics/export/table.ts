/** What every format writes: tables of typed columns, whose rows come in pages. */

/**
 * What a cell holds, which decides how each format writes it:
 *
 *   date     a local day number
 *   instant  epoch ms
 *   json     a JSON document as text
 */
export type CellKind = 'date' | 'instant' | 'text' | 'number' | 'flag' | 'json'

export type Cell = string | number | boolean | null
export type Row = readonly Cell[]

export interface Column {
  name: string
  kind: CellKind
  /** In characters, where columns have a width. */
  width: number
}

export interface Table {
  readonly name: 'metrics' | 'activity' | 'hiring' | 'tasks'
  readonly columns: readonly Column[]
  /**
   * To be read once. A page is the reader's, who empties it: it would be held for as long as the client
   * takes what was made of it.
   */
  readonly pages: AsyncIterable<Row[]>
}

/** What is true of all of it: a part of a JSON document, and of a workbook's first words. */
export type Head = {
  organization_id: string
  time_zone: string
  generated_at: string
} & { [name: string]: string | number | boolean }

export interface OrganizationName {
  name: string
  slug: string
}

/** Tables, and of whom they are. */
export interface Document {
  readonly head: Head
  readonly organization: OrganizationName
  readonly tables: readonly Table[]
}
