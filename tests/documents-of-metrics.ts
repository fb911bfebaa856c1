/** All that the metrics say of an organization, and what may be held against any of it. */
import { expect } from 'bun:test'
import type { TestApp } from './app.ts'
import { plusDays } from './brute-force.ts'
import type { Member } from './people.ts'

/** Nulls that are no numbers missing. */
const EXCEPTIONS = [
  // What was not asked for, and what does not go on.
  /^as_of$/,
  /^next_cursor$/,
  // People who were not named, and members, whom no app reports.
  /^items\.\d+\.person\.(external_id|name)$/,
  // The period has whole weeks already, or is shorter than one.
  /^change_of_weeks$/,
  // A day whose weekday has no four weeks before it, or that is of no count, has nothing usual.
  /^days\.items\.\d+\.(value|before|expected|usual)$/,
  // Of the process, not of the organization: their notes are tested with them.
  /^system_metrics\./,
]

/** What may be below zero: how something has changed, and what may be said of that. */
const SIGNED = /growth_rate|change|trend\.|\.score$|\.skill$|numerator|direction/

const METRICS_OF = /must be some of (.*)$/

/** Asks for each document of the metrics, for today and for days past. @returns By path. */
export async function readEverything(app: TestApp, { token }: Member): Promise<Record<string, any>> {
  const today = (await get(app, token, '/trends')).to
  const unknown = await app.get('/api/v1/metrics/trends?metric=none', { token })
  const metrics = METRICS_OF.exec(unknown.body.detail)?.[1]?.split(', ') ?? []
  expect(metrics.length).toBeGreaterThan(10)
  const paths = [
    '/dashboard',
    ...[0, 1, 2, 8, 15, 31, 61, 400].map((ago) => `/dashboard?as_of=${plusDays(today, -ago)}`),
    '/trends',
    `/trends?from=${plusDays(today, -365)}&to=${today}`,
    ...['1d', '7d', '30d', '90d'].flatMap((period) =>
      metrics.flatMap((metric) => [
        `/statistics?period=${period}&metric=${metric}`,
        `/statistics?period=${period}&metric=${metric}&to=${plusDays(today, -3)}`,
      ]),
    ),
    '/statistics?period=365d&days=true',
    `/statistics?metric=user_retention&days=true&from=${plusDays(today, -20)}&to=${plusDays(today, -3)}`,
    ...['/cohorts', '/lifecycle'].flatMap((path) =>
      ['week', 'month'].flatMap((unit) => [
        `${path}?unit=${unit}`,
        `${path}?unit=${unit}&from=${plusDays(today, -400)}`,
      ]),
    ),
    '/activity',
    '/definitions',
  ]
  const documents: Record<string, any> = {}
  for (const path of paths) documents[path] = await get(app, token, path)
  return documents
}

async function get(app: TestApp, token: string, path: string): Promise<any> {
  const { status, text, body } = await app.get(`/api/v1/metrics${path}`, { token })
  expect([path, status]).toEqual([path, 200])
  expect(text).not.toMatch(/NaN|Infinity|undefined/)
  return body
}

/**
 * Every null has its reason, in its notes or beside it, every reason its code, and nothing that is
 * counted is below zero.
 */
export function expectSound(documents: Record<string, any>): void {
  expect(Object.entries(documents).flatMap(([path, document]) => uncoded(document, path))).toEqual([])
  const faults = Object.entries(documents).flatMap(([path, document]) =>
    leaves(document).flatMap((leaf) => {
      const where = `${path}: ${leaf.path.join('.')}`
      const isFault = leaf.value === null ? !isExplained(leaf, document) : isBelowZero(leaf, where)
      return isFault ? [`${where} is ${leaf.value}`] : []
    }),
  )
  expect(faults).toEqual([])
}

/** Reasons without a code of their own. */
function uncoded(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const isBare = 'reason' in value && (!('code' in value) || value.code === 'other')
  const deeper = Object.entries(value).flatMap(([key, one]) => uncoded(one, `${path}.${key}`))
  return isBare ? [`${path}: ${(value as { reason: unknown }).reason}`, ...deeper] : deeper
}

interface Leaf {
  path: string[]
  value: unknown
  /** Whether an object around it has a reason. */
  hasReason: boolean
}

function leaves(value: unknown, path: string[] = [], hasReason = false): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value, hasReason }]
  const reason = hasReason || ('reason' in value && typeof value.reason === 'string')
  return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key], reason))
}

function isExplained({ path, hasReason }: Leaf, { notes = {} }: any): boolean {
  const names = [path.join('.'), ...path]
  return (
    hasReason ||
    names.some((name) => typeof notes[name]?.reason === 'string') ||
    EXCEPTIONS.some((exception) => exception.test(path.join('.')))
  )
}

function isBelowZero({ value }: Leaf, where: string): boolean {
  return typeof value === 'number' && value < 0 && !SIGNED.test(where)
}
