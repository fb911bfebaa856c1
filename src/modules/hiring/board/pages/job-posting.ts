/** A job as schema.org has it: https://schema.org/JobPosting */
import type { BoardJob, BoardJobDetail } from '../schema.ts'
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
export function jobPosting(job: BoardJobDetail, organization: string, description: string): object {
  const { title, company, employment_type, location_type, location, published_on, valid_through } = job
  const isRemote = location_type === 'remote'
  const address = { '@type': 'PostalAddress', addressLocality: location }
  return {
    '@context': 'https://schema.org/',
    '@type': 'JobPosting',
    title,
    description: description || title,
    datePosted: published_on,
    ...(valid_through && { validThrough: valid_through }),
    employmentType: EMPLOYMENT[employment_type],
    hiringOrganization: {
      '@type': 'Organization',
      name: company?.name ?? organization,
      ...(company?.website && { sameAs: company.website }),
    },
    ...(location && { jobLocation: { '@type': 'Place', address } }),
    ...(isRemote && { jobLocationType: 'TELECOMMUTE' }),
    ...(job.salary && { baseSalary: salaryOf(job.salary) }),
    identifier: { '@type': 'PropertyValue', name: organization, value: job.id },
    directApply: true,
  }
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
