/** The formats of an export: what each is called on the wire, and who writes it. */
import type { ExportRequest } from './schema.ts'
import type { Document } from './table.ts'
import { writeCsv } from './write-csv.ts'
import { writeJson } from './write-json.ts'
import { writeXlsx } from './write-xlsx.ts'

interface Format {
  type: string
  write(opened: Document): AsyncGenerator<Uint8Array>
}

export const FORMATS = {
  json: { type: 'application/json', write: writeJson },
  csv: { type: 'text/csv; charset=utf-8; header=present', write: writeCsv },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: writeXlsx },
} as const satisfies Record<string, Format>

export type ExportFormat = keyof typeof FORMATS

/** @param request In any of their names. */
export function formatOf({ format }: Pick<ExportRequest, 'format'>): ExportFormat {
  return format === 'excel' ? 'xlsx' : format
}
