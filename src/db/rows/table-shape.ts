/** What an archive says of a table. */
export type ColumnKind = 'text' | 'int' | 'bool' | 'json'

export interface ArchivedColumn {
  name: string
  kind: ColumnKind
}

export interface ArchivedTable {
  name: string
  columns: readonly ArchivedColumn[]
}
