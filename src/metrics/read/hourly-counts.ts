/**
 * What happened in an hour of the clock, of the metrics of which that can be said. Nothing is kept
 * by the hour: it is counted from the raw events by their time, so it costs what happened in it.
 */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import type { DailyMetricName } from './daily-metrics.ts'

type Asked = { generation: number; from_at: number; until_at: number }

export interface HourlyCount {
  value: number
  /** Who was counted, where the same person may be counted in another hour, too. */
  people?: string[]
}

type Counting = (q: Read, hour: Asked) => Promise<HourlyCount>

const within = 'occurred_at >= :from_at and occurred_at < :until_at'

const listActive = statement<Asked, { person_id: string }>(`
  select distinct person_id from activity_events where organization_id = :organization_id and ${within}`)

/** A session begins with an event: so they are found without an index of their own. */
const countSessions = statement<Asked, { value: number }>(`
  select count(*) as value from (
    select distinct person_id, occurred_at from activity_events
    where organization_id = :organization_id and ${within}) as e
  join person_sessions s on s.organization_id = :organization_id and s.generation = :generation
    and s.person_id = e.person_id and s.start_at = e.occurred_at`)

/**
 * Members by their joining, the others by their earliest event, which is looked up for each: an event before
 * which there is none (`not exists`) may be joined with all that there are.
 */
const countNewUsers = statement<Asked, { value: number }>(`
  select count(*) as value from (
    select m.id from members m
    where m.organization_id = :organization_id and m.joined_at >= :from_at and m.joined_at < :until_at
    union
    select e.person_id from (
      select distinct person_id from activity_events
      where organization_id = :organization_id and ${within}) as e
    join people p on p.organization_id = :organization_id and p.id = e.person_id
      and p.external_id is not null
    where :from_at <= (
      select o.occurred_at from activity_events o
      where o.organization_id = :organization_id and o.person_id = e.person_id
      order by o.occurred_at limit 1)
  ) as those`)

const HOURLY: Partial<Record<DailyMetricName, Counting>> = {
  daily_active_users: async (q, hour) => {
    const people = (await q.all(listActive, hour)).map(({ person_id }) => person_id)
    return { value: people.length, people }
  },
  sessions: (q, hour) => countOne(q, countSessions, hour),
  new_users: (q, hour) => countOne(q, countNewUsers, hour),
}

export const HOURLY_METRIC_NAMES = Object.keys(HOURLY)

/** @returns `undefined` where the metric is one of whole days. */
export function hourlyCounting(metric: DailyMetricName): Counting | undefined {
  return HOURLY[metric]
}

async function countOne(q: Read, count: typeof countSessions, hour: Asked): Promise<HourlyCount> {
  const [found] = await q.all(count, hour)
  return { value: Number(found?.value) }
}
