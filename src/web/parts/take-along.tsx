/** What one may take of a plot: its numbers as text and as files, and its picture. */
import { stream } from '../api/client.ts'
import { t } from '../texts/texts.ts'
import { attempt } from './attempt.ts'
import { copyText, saveFile } from './copy-text.ts'

interface Props {
  /** The first row has the names of the columns. */
  rows(): readonly (readonly (string | number)[])[]
  name: string
  metric: string
  from: string
  to: string
  /** A line for the picture: range, zone, organization. */
  caption: string
  /** Inside of what the plot stands. */
  within(): Element | null
  table?: { isShown: boolean; toggle(): void }
}

export function TakeAlong({ rows, name, metric, from, to, caption, within, table }: Props) {
  return (
    <>
      {table && (
        <button type="button" aria-pressed={table.isShown} onClick={table.toggle}>
          {t.take.table}
        </button>
      )}
      <button type="button" onClick={() => void copyText(joined(rows(), '\t'))}>
        {t.take.copy}
      </button>
      <button
        type="button"
        onClick={() => saveFile(`${name}.csv`, new Blob([joined(rows(), ',')], { type: 'text/csv' }))}
      >
        CSV
      </button>
      <button type="button" onClick={() => void attempt(() => saveWorkbook(name, metric, from, to))}>
        XLSX
      </button>
      <button
        type="button"
        onClick={() => {
          const svg = within()?.querySelector<SVGSVGElement>('.plot svg')
          if (svg) void attempt(async () => (await import('./picture.ts')).savePicture(svg, name, caption))
        }}
      >
        PNG
      </button>
    </>
  )
}

function joined(rows: readonly (readonly (string | number)[])[], separator: string): string {
  return rows.map((row) => row.map((one) => quoted(String(one), separator)).join(separator)).join('\n')
}

/** A cell that begins like a formula would be run as one by a spreadsheet. */
function quoted(cell: string, separator: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell
  return safe.includes(separator) || /["\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

async function saveWorkbook(name: string, metric: string, from: string, to: string): Promise<void> {
  const body = { format: 'xlsx', from, to, metric_types: [metric] }
  saveFile(`${name}.xlsx`, await (await stream('POST /api/v1/metrics/export', { body })).blob())
}
