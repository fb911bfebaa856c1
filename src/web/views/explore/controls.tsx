/** What is explored: which metric, which days, beside what. All of it stands in the address. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { isCounted } from '../../format/metrics.ts'
import { copyLink } from '../../parts/copy-link.ts'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { changed, replace } from '../../state/route.ts'
import { singleKeys } from '../../state/single-keys.ts'
import { analysis } from '../../texts/analysis.ts'
import { t } from '../../texts/texts.ts'
import { MetricMenu, toggleMetrics } from './metric-menu.tsx'
import { endsNow, hasForecast, isByHour, isByWeek, isCompared, metric, PERIODS, range } from './range.ts'

export function Controls() {
  const { period, shift } = range.value
  useEffect(() => {
    addEventListener('keydown', openMetrics)
    return () => removeEventListener('keydown', openMetrics)
  }, [])
  return (
    <div class="bar-row">
      <MetricMenu />
      <div class="seg" role="group" aria-label={analysis.explore.period}>
        <button
          type="button"
          aria-pressed={isByHour.value}
          onClick={() => replace(changed({ period: '1d', from: null, to: null }))}
        >
          {analysis.hoursView.period}
        </button>
        {PERIODS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={!isByHour.value && period === one}
            onClick={() => replace(changed({ period: one === '90d' ? null : one, from: null, to: null }))}
          >
            {analysis.explore.periods[one]}
          </button>
        ))}
      </div>
      <RangeMenu isOn={!isByHour.value && period === 'range'} />
      {!isByHour.value && <BesideDays shift={shift} />}
      <div class="right">
        <button type="button" class="btn quiet" onClick={() => void copyLink()}>
          <Icon name="copy" />
          {analysis.explore.copyLink}
        </button>
      </div>
    </div>
  )
}

/** M opens the list of metrics. */
function openMetrics(event: KeyboardEvent): void {
  if (event.key !== 'm' || !singleKeys.value || event.defaultPrevented) return
  const isElsewhere =
    event.target instanceof Element && event.target.closest('input, textarea, select, dialog')
  if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  toggleMetrics()
}

function BesideDays({ shift }: { shift: number }) {
  return (
    <>
      <button
        type="button"
        class="chip"
        aria-pressed={isCompared.value}
        onClick={() => replace(changed({ before: isCompared.value ? null : 1 }))}
      >
        {isCompared.value && <Icon name="check" />}
        {t.table.before(shift)}
      </button>
      {endsNow.value && isCounted(metric.value) && !isByWeek.value && (
        <button
          type="button"
          class="chip"
          aria-pressed={hasForecast.value}
          onClick={() => replace(changed({ forecast: hasForecast.value ? 0 : null }))}
        >
          {hasForecast.value && <Icon name="check" />}
          {analysis.explore.forecast}
        </button>
      )}
    </>
  )
}

function RangeMenu({ isOn }: { isOn: boolean }) {
  const from = useSignal(range.value.from)
  const to = useSignal(range.value.to)
  const submit = (event: Event) => {
    event.preventDefault()
    replace(changed({ period: null, from: from.value, to: to.value }))
  }
  const chip = isOn ? 'chip on' : 'chip'
  return (
    <Menu
      is_labelled
      label={analysis.explore.fromTo}
      className={chip}
      button={analysis.explore.fromTo}
      side="left"
      isPanel
    >
      <form class="range" onSubmit={submit}>
        <label>
          <span class="note">{analysis.explore.from}</span>
          <input type="date" value={from.value} onInput={(event) => set(from, event)} />
        </label>
        <label>
          <span class="note">{analysis.explore.to}</span>
          <input type="date" value={to.value} onInput={(event) => set(to, event)} />
        </label>
        <button type="submit" class="btn main">
          {analysis.explore.show}
        </button>
        <p class="note">{analysis.explore.atMost}</p>
      </form>
    </Menu>
  )
}

function set(signal: { value: string }, { currentTarget }: { currentTarget: HTMLInputElement }): void {
  signal.value = currentTarget.value
}
