/** What one may take of a plot: its numbers as text and as files, and its picture. */
import { t } from '../texts/texts.ts'
import { attempt } from './attempt.ts'
import { copyText } from './copy-text.ts'

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
      <button type="button" onClick={() => void copyText(rows().map(tabbed).join('\n'))}>
        {t.take.copy}
      </button>
      <button type="button" onClick={save(async (files) => files.saveTable(name, rows()))}>
        CSV
      </button>
      <button type="button" onClick={save((files) => files.saveWorkbook(name, metric, from, to))}>
        XLSX
      </button>
      <button
        type="button"
        onClick={save(async (files) => {
          const svg = within()?.querySelector<SVGSVGElement>('.plot svg')
          if (svg) await files.savePicture(svg, name, caption)
        })}
      >
        PNG
      </button>
    </>
  )
}

/** Days, numbers and words of ours: none of them holds a tab. */
function tabbed(row: readonly (string | number)[]): string {
  return row.join('\t')
}

/** How files are made comes when one is asked for. */
function save(make: (files: typeof import('./taken-files.ts')) => Promise<void>): () => void {
  return () => void attempt(async () => make(await import('./taken-files.ts')))
}
