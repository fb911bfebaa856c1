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

export function salaryText({ min, max, currency, period }: Salary): string {
  const written = (minor: number) =>
    amountOf(minor, currency).toLocaleString('en', { style: 'currency', currency })
  const range = [min, max].flatMap((one) => (one === null ? [] : [written(one)]))
  const text = range.length === 2 ? range.join(' to ') : `${min === null ? 'up to' : 'from'} ${range[0]}`
  return `${text} a ${period}`
}

/** In whole units: currencies differ in how many decimals they have. */
export function amountOf(minor: number, currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return minor / 10 ** (format.maximumFractionDigits ?? 2)
}
