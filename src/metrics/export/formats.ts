/** The formats of an export: what each is called on the wire, and who writes it. */
import type { Export } from './open-export.ts'
import type { ExportRequest } from './schema.ts'
import { writeCsv } from './write-csv.ts'
import { writeJson } from './write-json.ts'
import { writeXlsx } from './write-xlsx.ts'

interface Format {
  type: string
  write(opened: Export): AsyncGenerator<Uint8Array>
}

export const FORMATS = {
  json: { type: 'application/json', write: writeJson },
  csv: { type: 'text/csv; charset=utf-8; header=present', write: writeCsv },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: writeXlsx },
} as const satisfies Record<string, Format>

export type ExportFormat = keyof typeof FORMATS

export function formatOf({ format }: ExportRequest): ExportFormat {
  return format === 'excel' ? 'xlsx' : format
}
