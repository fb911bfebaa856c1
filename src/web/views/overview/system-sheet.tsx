/** How the server does, for this organization's requests. */
import type { Dashboard } from '../../../../docs/api-types.ts'
import { count, percent, plain } from '../../format/numbers.ts'
import { Few } from '../../parts/few.tsx'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { readDashboard } from '../../state/numbers.ts'
import { pastDay } from '../../state/route.ts'
import { overview } from '../../texts/overview.ts'
import { t } from '../../texts/texts.ts'
import { type Note, noteOf } from './notes.ts'
import { Term } from './term.tsx'

export function SystemSheet() {
  if (pastDay.value !== null) {
    return (
      <Sheet title={overview.system}>
        <p class="small dim">{overview.presentOnly}</p>
      </Sheet>
    )
  }
  return (
    <Sheet title={overview.system} right={<span class="note">{overview.last60}</span>}>
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
      <Term of="api_response_time">{overview.answers}</Term>
      <dd>
        <Num metric="api_response_time" value={system.api_response_time}>
          {system.api_response_time === null ? plain(null) : `${plain(system.api_response_time)} ms`}
        </Num>
        <small>
          {answers.n === undefined ? t.reason(answers.reason) : overview.ofRequests(answers.n)}{' '}
          {answers.low_n && <Few />}
        </small>
      </dd>
      <Share
        of="error_rate"
        value={system.error_rate}
        note={noteOf(notes, 'error_rate')}
        name={overview.errors}
      />
      <Share
        of="cache_hit_rate"
        value={system.cache_hit_rate}
        note={noteOf(notes, 'cache_hit_rate')}
        name={overview.found}
      />
      <Term of="database_connections">{overview.connections}</Term>
      <dd>
        <Num metric="database_connections" value={system.database_connections}>
          {count(system.database_connections)}
        </Num>
        <small>{overview.wholeInstance}</small>
      </dd>
      <Term of="cache_memory">{overview.memory}</Term>
      <dd>
        <Num metric="cache_memory" value={system.cache_memory}>
          {`${plain(system.cache_memory)} MiB`}
        </Num>
        <small>{overview.wholeInstance}</small>
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
            : overview.ofAll(note.numerator ?? 0, note.denominator)}{' '}
          {note.low_n && <Few />}
        </small>
      </dd>
    </>
  )
}
