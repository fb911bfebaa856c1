/** What a number means, beside it: in a sentence, of which days it is, and what it was made of. */
import { useEffect, useRef } from 'preact/hooks'
import type { Dashboard, Definition } from '../../../../docs/api-types.ts'
import { dayRange } from '../../format/dates.ts'
import { METRICS } from '../../format/metrics.ts'
import { count } from '../../format/numbers.ts'
import { Read } from '../../parts/sheet.tsx'
import { readDashboard } from '../../state/numbers.ts'
import { reading } from '../../state/reading.ts'
import { addressOnDay } from '../../state/route.ts'
import { analysis } from '../../texts/analysis.ts'
import { definitions as words } from '../../texts/definitions.ts'
import { metrics } from '../../texts/metrics.ts'
import { t } from '../../texts/texts.ts'
import { noteOf } from './notes.ts'

const WIDTH = 340
const EDGE = 8

interface Props {
  /** The link to the definition, at which it stands. */
  at: HTMLAnchorElement
  onClose: () => void
}

export function DefinitionCard({ at, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const name = new URLSearchParams(at.hash.split('?')[1]).get('of') ?? ''
  const definitions = reading(null, 'GET /api/v1/metrics/definitions').value
  const dashboard = readDashboard().value.value
  useEffect(() => {
    box.current?.focus()
    const close = ({ target }: Event) => {
      if (!(target instanceof Node && box.current?.contains(target))) onClose()
    }
    addEventListener('pointerdown', close)
    addEventListener('hashchange', onClose)
    return () => {
      removeEventListener('pointerdown', close)
      removeEventListener('hashchange', onClose)
    }
  }, [at])
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
    at.focus()
  }
  return (
    <div
      class="tip definition"
      role="dialog"
      aria-label={metrics.name(name)}
      tabIndex={-1}
      ref={box}
      style={placeAt(at)}
      onKeyDown={onKey}
    >
      <b>{metrics.name(name)}</b>
      <Read from={definitions} height={90}>
        {({ items }) => <Said definition={items.find((one) => one.name === name)} dashboard={dashboard} />}
      </Read>
      <p class="note">
        {METRICS[name] && (
          <>
            <a href={addressOnDay(`explore/${name}`)}>{analysis.definitions.explore}</a> ·{' '}
          </>
        )}
        <a href={at.hash}>{analysis.definitions.all}</a>
      </p>
    </div>
  )
}

/** Below what it is about, and within the window. It goes with the page. */
function placeAt(at: Element) {
  const { left, bottom } = at.getBoundingClientRect()
  const most = Math.max(EDGE, document.documentElement.clientWidth - WIDTH - EDGE)
  return { left: `${Math.min(left, most) + scrollX}px`, top: `${bottom + EDGE + scrollY}px` }
}

interface SaidProps {
  definition: Definition | undefined
  dashboard: Dashboard | undefined
}

function Said({ definition, dashboard }: SaidProps) {
  if (!definition) return null
  const { name, version } = definition
  const { sentence, formula, window } = words.said(definition)
  const days = dashboard?.windows.find((one) => one.metrics.includes(name))
  const { numerator, denominator, interval_95, reason } = noteOf(dashboard?.notes ?? {}, name)
  return (
    <>
      <p>{sentence}</p>
      <p class="dim">{formula}</p>
      <p class="dim">{days ? `${window}: ${dayRange(days.from, days.to)}` : window}</p>
      {numerator !== undefined && denominator !== undefined && (
        <p>
          {analysis.definitions.fraction(count(numerator), count(denominator))}
          {interval_95 && ` ${analysis.definitions.interval(interval_95.low, interval_95.high)}`}
        </p>
      )}
      {reason !== undefined && <p>{analysis.definitions.missing(t.reason(reason))}</p>}
      <p class="note">{analysis.definitions.called(name, version)}</p>
    </>
  )
}
