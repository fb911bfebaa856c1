/** Requests that were made, or counted as if they had been, and where they show. */
import { expect } from 'bun:test'
import type { Context } from '../src/context.ts'
import { readInstanceRequests } from '../src/operations/requests/read-requests.ts'
import type { TestApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'

export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
export const DASHBOARD = '/api/v1/metrics/dashboard'
/** Where nobody asked for anything. */
export const NOTHING = { api_response_time: null, error_rate: null, cache_hit_rate: null }

export type Reader = Member & { key: string }

/** With a key, which outlives the minutes of a token, and two hours after its last request. */
export async function newcomer(app: TestApp, name: string): Promise<Reader> {
  const member = await signUp(app, name)
  const key = await apiKey(app, member, 'read', 'ingest', 'admin')
  app.clock.at += 120 * MINUTE
  return { ...member, key }
}

export async function newcomers(app: TestApp, about: string): Promise<[Reader, Reader]> {
  return [await newcomer(app, `ada-${about}`), await newcomer(app, `grace-${about}`)]
}

/** A request of this duration, in microseconds, that was answered now. */
export function served(
  { requests, clock }: Context,
  { organization_id }: Member,
  duration: number,
  status = 200,
) {
  requests.completed(organization_id, status, duration, clock.now())
}

/** What the dashboard shows of the system. Asking is a request, which the next answer counts. */
export async function shown(app: Pick<TestApp, 'get'>, { key }: Reader, more = '') {
  const { status, body, text } = await app.get(`${DASHBOARD}?force_refresh=true${more}`, { key })
  if (status !== 200) throw new Error(text)
  return { metrics: body.system_metrics, notes: body.notes as Record<string, any> }
}

/** Counted requests of the last 60 minutes, without making one. */
export async function counted(app: TestApp, { organization_id }: Member) {
  const own = app.context.requests.held(organization_id).map(({ tally }) => tally.requests)
  return { own: own.reduce((sum, count) => sum + count, 0), instance: (await here(app)).requests }
}

export async function here({ context, clock }: TestApp) {
  const { requests, errors } = await readInstanceRequests(context, clock.at)
  return { requests, errors }
}

/** With a database that fails: altogether, or for what is of one organization. */
export async function whileBroken(
  { context: { db } }: TestApp,
  run: () => Promise<void>,
  what: 'everything' | 'organizations' = 'everything',
): Promise<void> {
  const whole = { for: db.for, write: db.instance.write }
  const breaks = () => {
    throw new Error('broken')
  }
  db.for = breaks
  if (what === 'everything') db.instance.write = breaks
  await run()
  db.for = whole.for
  db.instance.write = whole.write
}

export async function twice(run: () => Promise<void>): Promise<void> {
  await run()
  await run()
}

/** Beside the bound there is room for the one decimal. */
export function expectWithinOnePercent(shownMs: number, durations: number[]): void {
  const sorted = durations.toSorted((a, b) => a - b)
  const exact = (sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN) / 1000
  expect(Math.abs(shownMs - exact)).toBeLessThanOrEqual(0.01 * exact + 0.05)
}
