/** How the server does, for this organization's requests. */
import type { Dashboard } from '../../../../docs/api-types.ts'
import { count, percent, plain } from '../../format/numbers.ts'
import { Few } from '../../parts/few.tsx'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { readDashboard } from '../../state/numbers.ts'
import { pastDay } from '../../state/route.ts'
import { panels } from '../../texts/panels.ts'
import { t } from '../../texts/texts.ts'
import { type Note, noteOf } from './notes.ts'
import { Term } from './term.tsx'

export function SystemSheet() {
  if (pastDay.value !== null) {
    return (
      <Sheet title={panels.system}>
        <p class="small dim">{panels.presentOnly}</p>
      </Sheet>
    )
  }
  return (
    <Sheet title={panels.system} right={<span class="note">{panels.last60}</span>}>
      <Read from={readDashboard().value} height={150}>
        {(dashboard) => <System {...dashboard} />}
      </Read>
    </Sheet>
  )
}

function System({ system_metrics: system, notes }: Dashboard) {
  const answers = noteOf(notes, 'api_response_time')
  return (
    <dl class="kv">
      <Term of="api_response_time">{panels.answers}</Term>
      <dd>
        <Num metric="api_response_time" value={system.api_response_time}>
          {system.api_response_time === null ? plain(null) : `${plain(system.api_response_time)} ms`}
        </Num>
        <small>
          {answers.n === undefined ? t.reason(answers.reason) : panels.ofRequests(answers.n)}{' '}
          {answers.low_n && <Few />}
        </small>
      </dd>
      <Share
        of="error_rate"
        value={system.error_rate}
        note={noteOf(notes, 'error_rate')}
        name={panels.errors}
      />
      <Share
        of="cache_hit_rate"
        value={system.cache_hit_rate}
        note={noteOf(notes, 'cache_hit_rate')}
        name={panels.found}
      />
      <Term of="database_connections">{panels.connections}</Term>
      <dd>
        <Num metric="database_connections" value={system.database_connections}>
          {count(system.database_connections)}
        </Num>
        <small>{panels.wholeInstance}</small>
      </dd>
      <Term of="cache_memory">{panels.memory}</Term>
      <dd>
        <Num metric="cache_memory" value={system.cache_memory}>
          {`${plain(system.cache_memory)} MiB`}
        </Num>
        <small>{panels.wholeInstance}</small>
      </dd>
    </dl>
  )
}

function Share({ of, name, value, note }: { of: string; name: string; value: number | null; note: Note }) {
  return (
    <>
      <Term of={of}>{name}</Term>
      <dd>
        <Num metric={of} value={value}>
          {percent(value)}
        </Num>
        <small>
          {note.denominator === undefined
            ? t.reason(note.reason)
            : panels.ofAll(note.numerator ?? 0, note.denominator)}{' '}
          {note.low_n && <Few />}
        </small>
      </dd>
    </>
  )
}
