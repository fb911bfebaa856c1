/** A file of events, and how far it is taken. What is there already is not counted twice. */
import { useSignal } from '@preact/signals'
import type { ImportLine } from '../../../../docs/api-types.ts'
import { stream } from '../../api/client.ts'
import { linesOf } from '../../api/lines.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { useForm } from '../../parts/use-form.ts'
import { readAgain } from '../../state/reading.ts'
import { administration } from '../../texts/administration.ts'

const NDJSON = /\.(ndjson|jsonl)$/i

export function ImportFile() {
  const file = useSignal<File | null>(null)
  const isCore = useSignal(true)
  const line = useSignal<ImportLine | null>(null)
  const form = useForm(async () => {
    if (!file.value) return
    line.value = null
    try {
      await take(file.value, isCore.value, (one) => {
        line.value = one
      })
    } finally {
      await readAgain()
    }
  })
  const { importsView: said } = administration
  return (
    <Sheet title={said.import}>
      <form class="stack" onSubmit={form.submit}>
        <p class="small dim">{said.what}</p>
        <div class="code">
          <pre>{EXAMPLE}</pre>
        </div>
        <div class="field">
          <label for="history">{said.file}</label>
          <input
            id="history"
            type="file"
            accept=".csv,.tsv,.ndjson,.jsonl,text/csv"
            onChange={(event) => {
              file.value = event.currentTarget.files?.[0] ?? null
            }}
          />
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={isCore.value}
            onChange={(event) => {
              isCore.value = event.currentTarget.checked
            }}
          />
          <span>{said.core}</span>
        </label>
        {form.said && (
          <p class="said" role="alert">
            {form.said}
          </p>
        )}
        {line.value && <Taken line={line.value} />}
        <div>
          <button type="submit" class="btn main" disabled={!file.value || form.is_sending}>
            {form.is_sending ? said.importing : said.importNow}
          </button>
        </div>
      </form>
    </Sheet>
  )
}

const EXAMPLE = `id,person,occurred_at,verb
e-1,user-17,2026-03-08T09:30:00Z,document.created
e-2,user-18,2026-03-08T09:31:00Z,login`

/** @throws Refused, NotConnected, CutOff */
async function take(file: File, core: boolean, say: (line: ImportLine) => void): Promise<void> {
  const format = NDJSON.test(file.name) ? ('ndjson' as const) : ('csv' as const)
  const body = new Blob([file], { type: format === 'csv' ? 'text/csv' : 'application/x-ndjson' })
  const query = { format, core, file_name: file.name.slice(-200) }
  const response = await stream('POST /api/v1/events/import', { body, query })
  for await (const one of linesOf<ImportLine>(response)) say(one)
}

function Taken({ line }: { line: ImportLine }) {
  const { done, lines, accepted, duplicates, rejected, errors = [], error } = line
  const { importsView: said } = administration
  return (
    <div role="status" data-import={done ? 'done' : 'running'}>
      <p class="small">{said.taken(lines, accepted, duplicates, rejected)}</p>
      {error && <p class="said">{error.detail}</p>}
      {errors.length > 0 && (
        <ul class="plain small dim">
          {errors.map((one) => (
            <li key={one.line}>{said.refusedLine(one)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
