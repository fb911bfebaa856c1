/** What the board says of a job, in words. */
import type { Salary } from '../../jobs/schema.ts'
import type { BoardJob } from '../schema.ts'

const EMPLOYMENT: Record<BoardJob['employment_type'], string> = {
  full_time: 'Full time',
  part_time: 'Part time',
  contract: 'Contract',
  temporary: 'Temporary',
  internship: 'Internship',
  volunteer: 'Volunteer',
}
const LOCATION: Record<BoardJob['location_type'], string> = {
  on_site: 'On site',
  hybrid: 'Hybrid',
  remote: 'Remote',
}

export function factsOf({ company, employment_type, location_type, location, salary }: BoardJob): string {
  const facts = [company?.name, EMPLOYMENT[employment_type], LOCATION[location_type], location]
  return [...facts, salary && salaryText(salary)].filter((fact) => fact).join(' · ')
}

/** Since when it is there, and how long one may apply. */
export function datesOf({ published_on, valid_through }: BoardJob): string {
  const since = `Since ${written(published_on)}`
  return valid_through ? `${since}, until ${written(valid_through)}` : since
}

function written(day: string): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', options)
}

export function salaryText({ min, max, currency, period }: Salary): string {
  const written = (minor: number) =>
    amountOf(minor, currency).toLocaleString('en', {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    })
  return `${rangeText(min, max, written)} a ${period}`
}

/** One of them is there. */
function rangeText(min: number | null, max: number | null, written: (minor: number) => string): string {
  if (min === null) return `up to ${written(max ?? 0)}`
  if (max === null) return `from ${written(min)}`
  return min === max ? written(min) : `${written(min)} to ${written(max)}`
}

/** In whole units: currencies differ in how many decimals they have. */
export function amountOf(minor: number, currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return minor / 10 ** (format.maximumFractionDigits ?? 2)
}
