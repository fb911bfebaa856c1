/** What is taken of a plot as a file. */
import { stream } from '../api/client.ts'
import { saveFile } from './copy-text.ts'

export { savePicture } from './picture.ts'

type Rows = readonly (readonly (string | number)[])[]

export function saveTable(name: string, rows: Rows): void {
  const text = rows.map((row) => row.map((one) => quoted(String(one))).join(',')).join('\n')
  saveFile(`${name}.csv`, new Blob([text], { type: 'text/csv' }))
}

/** A cell that begins like a formula would be run as one by a spreadsheet. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell
  return /[,"\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export async function saveWorkbook(name: string, metric: string, from: string, to: string): Promise<void> {
  const body = { format: 'xlsx', from, to, metric_types: [metric] }
  saveFile(`${name}.xlsx`, await (await stream('POST /api/v1/metrics/export', { body })).blob())
}
