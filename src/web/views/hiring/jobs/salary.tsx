/** What is paid, in the major units of the currency, as people write it; the API counts in minor ones. */
import { useState } from 'preact/hooks'
import type { Job } from '../../../../../docs/api-types.ts'
import { spoken } from '../../../format/locale.ts'
import { h } from '../../../texts/hiring.ts'

type Salary = NonNullable<Job['salary']>

interface Props {
  salary: Salary | null
  wrong: string | undefined
  onSalary(salary: Salary | null): void
}

const PERIODS = Object.keys(h.periods) as Salary['period'][]
const CURRENCY = /^[A-Z]{3}$/

export function SalaryFields({ salary, wrong, onSalary }: Props) {
  const [unpaid, setUnpaid] = useState<Pick<Salary, 'currency' | 'period'>>({
    currency: 'EUR',
    period: 'year',
  })
  const { currency, period } = salary ?? unpaid
  const change = (changes: Partial<Salary>) => {
    const next = { min: null, max: null, ...unpaid, ...salary, ...changes }
    setUnpaid({ currency: next.currency, period: next.period })
    onSalary(next.min === null && next.max === null ? null : next)
  }
  const amount = (name: 'min' | 'max', label: string) => (
    <label class="amount">
      <span>{label}</span>
      <input
        type="number"
        min="0"
        step="any"
        name={`salary_${name}`}
        value={majorOf(salary?.[name] ?? null, currency)}
        onChange={(event) => change({ [name]: minorOf(event.currentTarget.value, currency) })}
      />
    </label>
  )
  return (
    <fieldset class="salary">
      <legend>{h.salary}</legend>
      {amount('min', h.salaryMin)}
      {amount('max', h.salaryMax)}
      <label class="amount short">
        <span>{h.currency}</span>
        <input
          type="text"
          maxLength={3}
          value={currency}
          onChange={(event) => {
            const typed = event.currentTarget.value.toUpperCase()
            if (CURRENCY.test(typed)) change({ currency: typed })
            else event.currentTarget.value = currency
          }}
        />
      </label>
      <label class="amount short">
        <span>{h.period}</span>
        <select
          value={period}
          onChange={(event) => {
            const chosen = PERIODS.find((one) => one === event.currentTarget.value)
            if (chosen) change({ period: chosen })
          }}
        >
          {PERIODS.map((one) => (
            <option key={one} value={one}>
              {h.periods[one]}
            </option>
          ))}
        </select>
      </label>
      {wrong && <small class="wrong">{wrong}</small>}
    </fieldset>
  )
}

/** "€32,000 to €40,000 a year" */
export function salaryInWords({ min, max, currency, period }: Salary): string {
  const format = new Intl.NumberFormat(spoken.locale, {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  })
  const written = (minor: number) => format.format(minor / unitOf(currency))
  const range =
    min !== null && max !== null
      ? min === max
        ? written(min)
        : `${written(min)}–${written(max)}`
      : min !== null
        ? h.salaryFrom(written(min))
        : h.salaryTo(written(max ?? 0))
  return h.salaryIs(range, h.periods[period])
}

/** How many minor units make a major one. */
function unitOf(currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat(spoken.locale, {
    style: 'currency',
    currency,
  }).resolvedOptions()
  return 10 ** maximumFractionDigits
}

function majorOf(minor: number | null, currency: string): string {
  return minor === null ? '' : String(minor / unitOf(currency))
}

function minorOf(typed: string, currency: string): number | null {
  return typed === '' || !Number.isFinite(Number(typed)) ? null : Math.round(Number(typed) * unitOf(currency))
}
