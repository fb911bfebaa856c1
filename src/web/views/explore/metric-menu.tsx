/** Which metric is explored: in groups, and found by its name. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { METRICS, type MetricGroup } from '../../format/metrics.ts'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { address, go, place } from '../../state/route.ts'
import { analysis } from '../../texts/analysis.ts'
import { metrics } from '../../texts/metrics.ts'
import { metricsFound } from './find-metrics.ts'
import { metric } from './range.ts'

const GROUPS: readonly MetricGroup[] = ['people', 'work', 'knowledge', 'hiring', 'conversations']

export function MetricMenu() {
  const button = (
    <>
      <b>{metrics.name(metric.value)}</b>
      <Icon name="down" />
    </>
  )
  return (
    <Menu
      is_labelled
      label={analysis.explore.metric}
      className="btn metric-menu"
      button={button}
      side="left"
      isPanel
    >
      <MetricList />
    </Menu>
  )
}

/** The button that opens the list closes it, too. */
export function toggleMetrics(): void {
  document.querySelector<HTMLElement>('.metric-menu')?.click()
}

function choose(name: string | undefined): void {
  if (name === undefined) return
  toggleMetrics()
  document.querySelector<HTMLElement>('.metric-menu')?.focus()
  go(address(`explore/${name}`, Object.fromEntries(place.value.query)))
}

function MetricList() {
  const typed = useSignal('')
  const chosen = useSignal(metric.peek())
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => field.current?.focus(), [])
  const found = metricsFound(typed.value, (name) => metrics.name(name))
  const at = found.includes(chosen.value) ? chosen.value : found[0]
  useEffect(
    () => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
    [at],
  )
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    if (by === undefined) choose(at)
    else chosen.value = found[(found.indexOf(at ?? '') + by + found.length) % found.length] ?? ''
  }
  return (
    <div class="metric-list" onKeyDown={onKey}>
      <input
        type="text"
        role="combobox"
        aria-label={analysis.explore.findMetric}
        aria-expanded="true"
        aria-controls="metrics"
        aria-activedescendant={at && `metric-${at}`}
        placeholder={analysis.explore.findMetric}
        ref={field}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value
        }}
      />
      <div id="metrics" role="listbox" aria-label={analysis.explore.metric} ref={list}>
        {GROUPS.map((group) => (
          <Group key={group} group={group} names={found} at={at} />
        ))}
      </div>
      {found.length === 0 && <p class="note">{analysis.explore.noMetric}</p>}
    </div>
  )
}

interface GroupProps {
  group: MetricGroup
  /** Those that were found, of whatever group. */
  names: readonly string[]
  /** That which Enter chooses. */
  at: string | undefined
}

function Group({ group, names, at }: GroupProps) {
  const own = names.filter((name) => METRICS[name]?.[1] === group)
  if (own.length === 0) return null
  return (
    <div role="group" aria-label={analysis.explore.groups[group]}>
      <p class="note">{analysis.explore.groups[group]}</p>
      {own.map((name) => (
        <div
          key={name}
          id={`metric-${name}`}
          role="option"
          class="choice"
          aria-selected={name === at}
          onClick={() => choose(name)}
        >
          {metrics.name(name)}
          <span class="right">{name === metric.value && <Icon name="check" />}</span>
        </div>
      ))}
    </div>
  )
}
