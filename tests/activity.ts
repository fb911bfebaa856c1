/** What people did, sent to the application, and the dashboard that must show it. */
import { expect } from 'bun:test'
import { checkRollups } from '../src/metrics/rebuild/check-rollups.ts'
import { rebuildRollups } from '../src/metrics/rebuild/rebuild-rollups.ts'
import type { TestApp } from './app.ts'
import { bruteForce, bruteForcePeriods, type Happened, type History, sameNumbers } from './brute-force.ts'
import type { Member } from './people.ts'

export type Sent = Happened & { id: string }

/** @returns How many were new. */
export async function postEvents(app: TestApp, member: Member, events: Sent[]): Promise<number> {
  const wire = events.map(toWire)
  const json = wire.length === 1 ? wire[0] : wire
  const { status, body, text } = await app.post('/api/v1/events', { token: member.token, json })
  if (status !== 200 || body.rejected !== 0) throw new Error(`post: ${text}`)
  return body.accepted
}

/** @returns How many were new. */
export async function importEvents(app: TestApp, member: Member, events: Sent[]): Promise<number> {
  return (await importSent(app, member, events)).accepted
}

export async function importSent(
  app: TestApp,
  member: Member,
  events: Sent[],
): Promise<{ import_id: string; accepted: number }> {
  const { status, text } = await app.post('/api/v1/events/import?format=ndjson', {
    token: member.token,
    body: events.map((event) => `${JSON.stringify(toWire(event))}\n`).join(''),
  })
  const end = JSON.parse(text.trim().split('\n').at(-1) ?? '')
  if (status !== 200 || !end.done || end.rejected !== 0) throw new Error(`import: ${text}`)
  return end
}

/** @returns The last line of the answer. */
export async function undoImport(app: TestApp, { token }: Member, id: string): Promise<any> {
  const { status, text } = await app.delete(`/api/v1/imports/${id}`, { token })
  const end = JSON.parse(text.trim().split('\n').at(-1) ?? '')
  if (status !== 200 || !end.done) throw new Error(`undo: ${text}`)
  return end
}

export async function deleteEvent(app: TestApp, member: Member, id: string): Promise<void> {
  const path = `/api/v1/events/${encodeURIComponent(id)}`
  const { status, text } = await app.delete(path, { token: member.token })
  if (status !== 204) throw new Error(`delete: ${text}`)
}

function toWire({ id, person, at, core }: Sent) {
  return { id, person, verb: 'act', core, occurred_at: new Date(at).toISOString() }
}

export async function readDashboard(app: TestApp, member: Member, asOf?: string): Promise<any> {
  const path = `/api/v1/metrics/dashboard${asOf === undefined ? '' : `?as_of=${asOf}`}`
  const { status, body, text } = await app.get(path, { token: member.token })
  if (status !== 200) throw new Error(`dashboard: ${text}`)
  return body
}

export async function expectSameAsBruteForce(
  app: TestApp,
  member: Member,
  history: History,
  asOf?: string,
): Promise<void> {
  const shown = sameNumbers(await readDashboard(app, member, asOf))
  expect({ asOf, ...shown }).toEqual({ asOf, ...bruteForce(history, app.clock.at, asOf) })
}

const PERIODS = 8

export async function expectSamePeriodsAsBruteForce(
  app: TestApp,
  member: Member,
  history: History,
  unit: 'week' | 'month',
): Promise<void> {
  const read = async (what: string, from: string): Promise<any> => {
    const path = `/api/v1/metrics/${what}?unit=${unit}&from=${from}`
    const { status, body, text } = await app.get(path, { token: member.token })
    if (status !== 200) throw new Error(`${what}: ${text}`)
    return body
  }
  const expected = bruteForcePeriods(history, app.clock.at, unit, PERIODS)
  const from = expected.cohorts[0]?.from ?? ''
  const { cohorts } = await read('cohorts', from)
  const counts = (periods: any[], share: string) =>
    periods.map((period) => period[share].numerator).filter((count) => count !== undefined)
  expect(
    cohorts.map(({ from, size, periods }: any) => ({
      from,
      size,
      retention: counts(periods, 'retention'),
      unbounded_retention: counts(periods, 'unbounded_retention'),
    })),
  ).toEqual(expected.cohorts)
  const { periods } = await read('lifecycle', from)
  expect(
    periods.map(({ active, new: fresh, returning, resurrected, dormant }: any) =>
      active === null ? null : { active, new: fresh, returning, resurrected, dormant },
    ),
  ).toEqual(expected.lifecycle)
}

export async function expectNoDrift(app: TestApp, member: Member): Promise<void> {
  const { drifts, examples } = await checkRollups(app.context, member.organization_id, () => {})
  expect({ drifts, examples }).toEqual({ drifts: 0, examples: [] })
}

export function rebuild(
  { context }: TestApp,
  member: Member,
  timeZone?: string,
  onProgress: (share: number) => void = () => {},
): Promise<void> {
  return rebuildRollups(
    context,
    member.organization_id,
    onProgress,
    timeZone === undefined ? {} : { timeZone },
  )
}
