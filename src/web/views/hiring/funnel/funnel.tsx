/** What hiring adds up to: who came how far, how sure that is, and how long it takes. */
import type { HiringDashboard } from '../../../../../docs/api-types.ts'
import { dayRange } from '../../../format/dates.ts'
import { plusDays } from '../../../format/days.ts'
import { count, MISSING, percent } from '../../../format/numbers.ts'
import { ChipSelect } from '../../../parts/chip-select.tsx'
import { Choice } from '../../../parts/choice.tsx'
import { Drawing } from '../../../parts/drawing.tsx'
import { Num } from '../../../parts/num.tsx'
import { Rich } from '../../../parts/rich.tsx'
import { Failed, Sheet } from '../../../parts/sheet.tsx'
import { funnelBar } from '../../../plots/funnel-bar.ts'
import { reading } from '../../../state/reading.ts'
import { changed, place, replace } from '../../../state/route.ts'
import { account, today } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'
import { t } from '../../../texts/texts.ts'
import { HiringViews } from '../hiring-views.tsx'
import { jobs } from '../names.ts'
import { mayReview } from '../rights.ts'
import { ByJob, ByMonth, BySource } from './breakdowns.tsx'
import { Export } from './export.tsx'

const RANGES = ['30', '90', '365'] as const

export function Funnel() {
  const { query } = place.value
  const days = RANGES.find((one) => one === query.get('days')) ?? '90'
  const job_id = query.get('job') ?? ''
  const asked = {
    from: plusDays(today.value, 1 - Number(days)),
    to: today.value,
    ...(job_id && { job_id }),
  }
  const { value, error } = reading(300_000, 'GET /api/v1/hiring/dashboard', { query: asked }).value
  return (
    <div class="body">
      <div class="bar-row">
        <HiringViews />
        <div class="right">
          <ChipSelect
            label={h.allJobs}
            value={job_id}
            options={jobs()
              .filter(mayReview)
              .map(({ id, title }) => [id, title])}
            onValue={(job) => replace(changed({ job }))}
          />
          <Choice
            label={h.range}
            value={days}
            options={RANGES.map((one) => [one, h.ranges[one]])}
            onValue={(one) => replace(changed({ days: one === '90' ? null : one }))}
          />
          <Export asked={asked} />
        </div>
      </div>
      {error && !value && <Failed error={error} />}
      {value && <Shown of={value} />}
    </div>
  )
}

function Shown({ of }: { of: HiringDashboard }) {
  const hired = of.funnel.at(-1)?.reached ?? 0
  return (
    <>
      <div>
        <p class="say" aria-live="polite" data-sentence>
          <Rich text={h.sentence(of.applications, hired, of.time_to_hire_days.median)} />
        </p>
        {of.applications > 0 && <p class="small dim">{h.rests(of.open, of.withdrawn)}</p>}
      </div>
      {of.applications > 0 && (
        <>
          <div class="cols two">
            <Sheet
              title={h.funnel}
              note={`${dayRange(of.from, of.to)}, ${account.value?.organization.time_zone}`}
            >
              <Stages of={of} />
            </Sheet>
            <Sheet title={h.times}>
              <Times of={of} />
            </Sheet>
          </div>
          <div class="cols half">
            <ByJob rows={of.by_job} />
            <BySource rows={of.by_source} />
          </div>
          <ByMonth rows={of.by_month} />
        </>
      )}
    </>
  )
}

function Stages({ of: { funnel } }: { of: HiringDashboard }) {
  const all = funnel[0]?.reached ?? 0
  return (
    <>
      <dl class="funnel">
        {funnel.map(({ stage, reached, conversion }, i) => {
          const before = funnel[i - 1]?.reached ?? reached
          const interval = conversion?.interval_95 ?? null
          const isFew = (conversion?.denominator ?? all) < 20
          return (
            <>
              <dt>{h.stages[stage]}</dt>
              <dd class="num">
                <Num metric={`reached.${stage}`} value={reached}>
                  {count(reached)}
                </Num>
              </dd>
              <dd class="bars">
                <Drawing
                  height={18}
                  draw={(width) => funnelBar({ all, before, reached, interval, isFew }, width)}
                />
                {conversion && <Conversion of={conversion} />}
              </dd>
            </>
          )
        })}
      </dl>
      <p class="note top-gap">{h.funnelNote}</p>
    </>
  )
}

type Share = HiringDashboard['hire_rate']

function Conversion({ of: { value, numerator, denominator, interval_95, low_n } }: { of: Share }) {
  if (value === null) return <span class="note">{MISSING}</span>
  return (
    <span class="note">
      {h.ofThose(numerator, denominator)}, <b>{percent(value)}</b>
      {interval_95 && `, ${h.likely(interval_95.low, interval_95.high)}`}{' '}
      {low_n && (
        <span class="tag few" title={t.fewTitle}>
          {t.few}
        </span>
      )}
    </span>
  )
}

function Times({ of }: { of: HiringDashboard }) {
  const times = [
    ['time_to_hire_days', h.timeToHire, h.timeToHireWhat],
    ['time_to_fill_days', h.timeToFill, h.timeToFillWhat],
  ] as const
  return (
    <div class="times">
      {times.map(([name, title, what]) => {
        const { median, n, waiting, low_n } = of[name]
        return (
          <div key={name}>
            <p class="small">
              <b>{title}</b> <span class="faint">{what}</span>
            </p>
            <p class="fig">
              <Num metric={name} value={median}>
                {median === null ? MISSING : h.days(median)}
              </Num>
            </p>
            <p class="note">
              {n === 0 ? h.noneYet(waiting) : h.medianOf(n, waiting)}{' '}
              {low_n && n > 0 && <span class="tag few">{t.few}</span>}
            </p>
          </div>
        )
      })}
    </div>
  )
}
