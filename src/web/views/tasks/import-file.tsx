/** Tasks of another program, from a file: it is looked at first, and made when one has seen what would come of it. */

import { type Signal, useSignal } from '@preact/signals'
import type { TaskImport } from '../../../../docs/api-types.ts'
import { Refused, stream } from '../../api/client.ts'
import { Cancel } from '../../parts/cancel.tsx'
import { Choice } from '../../parts/choice.tsx'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { importing } from '../../texts/importing.ts'
import { problems } from '../../texts/problems.ts'
import { work } from '../../texts/work.ts'
import { readTasksAgain } from './change.ts'

type Order = keyof typeof importing.orders
type Field = keyof typeof importing.fields

/** Of a line that cannot be taken. */
interface RefusedLine {
  line: number
  code: string
  detail: string
  fields?: Record<string, string>
}

interface Chosen {
  file: File
  order: Order | null
  /** What would be made; `null` where it is refused, or not known yet. */
  found: TaskImport | null
  refused: RefusedLine[]
  said: string | null
}

export function ImportFile({ isOpen }: { isOpen: Signal<boolean> }) {
  const chosen = useSignal<Chosen | null>(null)
  const isLooking = useSignal(false)
  const look = async (file: File, order: Order | null) => {
    isLooking.value = true
    chosen.value = { file, order, ...(await lookAt(file, order)) }
    isLooking.value = false
  }
  const form = useForm(async () => {
    if (!chosen.value?.found) return
    const { file, order } = chosen.value
    const { created } = await send(file, order)
    isOpen.value = false
    say(work.tasks.made(created))
    await readTasksAgain()
  })
  const { file, found = null, order = null } = chosen.value ?? {}
  return (
    <form class="stack" onSubmit={form.submit}>
      <p class="small dim">{importing.what}</p>
      <div class="field">
        <label for="task-file">{importing.file}</label>
        <input
          id="task-file"
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => {
            const [one] = event.currentTarget.files ?? []
            if (one) void look(one, order)
          }}
        />
      </div>
      {file && chosen.value && needsOrder(chosen.value) && (
        <div class="bar-row">
          <span class="small">{importing.dates}</span>
          <Choice
            label={importing.dates}
            value={order ?? ('' as Order)}
            options={Object.entries(importing.orders) as [Order, string][]}
            onValue={(value) => void look(file, value)}
          />
        </div>
      )}
      <div role="status" class="stack">
        {isLooking.value && <p class="small dim">{importing.looking}</p>}
        {!isLooking.value && found && <Found found={found} />}
        {!isLooking.value && chosen.value && !found && <NotTaken chosen={chosen.value} />}
      </div>
      {form.said && (
        <p class="said" role="alert">
          {form.said}
        </p>
      )}
      <div class="actions">
        <Cancel isOpen={isOpen} />
        <button type="submit" class="btn main" disabled={!found || isLooking.value || form.is_sending}>
          {found ? importing.make(found.created) : work.tasks.make}
        </button>
      </div>
    </form>
  )
}

function needsOrder({ order, refused }: Chosen): boolean {
  return order !== null || refused.some(({ detail }) => detail.includes('dates='))
}

async function lookAt(file: File, order: Order | null): Promise<Pick<Chosen, 'found' | 'refused' | 'said'>> {
  try {
    return { found: await send(file, order, true), refused: [], said: null }
  } catch (error) {
    const said = sentenceOf(error instanceof Error ? error : new Error(String(error)))
    const lines = error instanceof Refused ? (error.problem as { lines?: RefusedLine[] }).lines : undefined
    return { found: null, refused: lines ?? [], said }
  }
}

/** @throws Refused, NotConnected */
async function send(file: File, order: Order | null, dry_run = false): Promise<TaskImport> {
  const body = new FormData()
  body.append('file', file)
  if (order) body.append('dates', order)
  return (await stream('POST /api/v1/tasks/import', { body, dry_run })).json()
}

function Found({ found: { created, columns, remarks } }: { found: TaskImport }) {
  const left = columns.filter(({ field }) => field === null)
  return (
    <>
      <p>
        <b>{importing.found(created)}</b>
      </p>
      <dl class="kv small">
        <dt>{importing.taken}</dt>
        <dd>
          {columns
            .filter(({ field }) => field !== null)
            .map(({ column, field }) => `${column} → ${nameOf(field)}`)
            .join(', ')}
        </dd>
        {left.length > 0 && (
          <>
            <dt>{importing.leftOut}</dt>
            <dd>{left.map(({ column }) => column).join(', ')}</dd>
          </>
        )}
      </dl>
      {remarks.length > 0 && (
        <ul class="plain small dim">
          {remarks.map(({ field, value, became, tasks }) => (
            <li key={`${field} ${value}`}>
              {(became ? importing.becameLabel : importing.dropped)(nameOf(field), value, tasks)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function NotTaken({ chosen: { refused, said } }: { chosen: Chosen }) {
  if (refused.length === 0) return <p class="said">{said}</p>
  return (
    <>
      <p class="said">{importing.refused}</p>
      <ul class="plain small dim">
        {refused.map(({ line, detail, fields = {} }) => {
          const [[field, why] = ['', detail]] = Object.entries(fields)
          return <li key={line}>{importing.line(line, nameOf(field), problems.field(why))}</li>
        })}
      </ul>
    </>
  )
}

/** As it is called here; what has no name of ours, as it came. */
function nameOf(field: string | null): string {
  return importing.fields[field as Field] ?? field ?? ''
}
