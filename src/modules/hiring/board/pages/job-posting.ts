/** A job as schema.org has it: https://schema.org/JobPosting */
import { dayNamed, type LocalDays } from '../../../../lib/time/local-days.ts'
import type { BoardJob, BoardJobDetail } from '../schema.ts'
import type { OpenBoard } from '../serve-board.ts'
import { amountOf } from './words.ts'

const EMPLOYMENT: Record<BoardJob['employment_type'], string> = {
  full_time: 'FULL_TIME',
  part_time: 'PART_TIME',
  contract: 'CONTRACTOR',
  temporary: 'TEMPORARY',
  internship: 'INTERN',
  volunteer: 'VOLUNTEER',
}

/** @param description As HTML. */
export function jobPosting(
  job: BoardJobDetail,
  { name: organization, days }: Pick<OpenBoard, 'name' | 'days'>,
  description: string,
): object {
  const { title, company, employment_type, location_type, location, published_on, valid_through } = job
  const isRemote = location_type === 'remote'
  const address = { '@type': 'PostalAddress', addressLocality: location }
  return {
    '@context': 'https://schema.org/',
    '@type': 'JobPosting',
    title,
    description: description || title,
    datePosted: published_on,
    ...(valid_through && { validThrough: lastSecondOf(valid_through, days) }),
    employmentType: EMPLOYMENT[employment_type],
    hiringOrganization: {
      '@type': 'Organization',
      name: company?.name ?? organization,
      ...(company?.website && { sameAs: company.website }),
    },
    ...(location && { jobLocation: { '@type': 'Place', address } }),
    ...(isRemote && { jobLocationType: 'TELECOMMUTE' }),
    ...(isRemote && location && { applicantLocationRequirements: areaOf(location) }),
    ...(job.salary && { baseSalary: salaryOf(job.salary) }),
    identifier: { '@type': 'PropertyValue', name: organization, value: job.id },
    directApply: true,
  }
}

/** A date alone would end with its beginning. */
function lastSecondOf(date: string, days: LocalDays): string {
  return new Date(days.endOf(dayNamed('valid_through', date)) - 1_000).toISOString()
}

function areaOf(name: string): object {
  return { '@type': 'AdministrativeArea', name }
}

function salaryOf({ min, max, currency, period }: NonNullable<BoardJob['salary']>): object {
  const value = {
    '@type': 'QuantitativeValue',
    ...(min !== null && { minValue: amountOf(min, currency) }),
    ...(max !== null && { maxValue: amountOf(max, currency) }),
    unitText: period.toUpperCase(),
  }
  return { '@type': 'MonetaryAmount', currency, value }
}
