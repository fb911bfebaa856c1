/**
 * Distinct people with an event in (now - 24 h, now], exact to the millisecond, at a cost that does not
 * grow with them: see record/last-active.ts. Only whoever was active last in the very minute in which the
 * window begins is looked at, and who is ahead of now, as the clocks of some senders are.
 */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { LONG_SPAN, MINUTE_MS, minuteOf } from '../record/last-active.ts'
import type { DaySeries } from './day-series.ts'

const DAY_MS = 86_400_000

const peopleOf = (span: number, range: string) => `
    (select coalesce(sum(people), 0) from last_active
     where organization_id = :organization_id and generation = :generation and span = ${span} and ${range})`

const eventsOfPerson = `from activity_events o
      where o.organization_id = :organization_id and o.person_id = e.person_id`

const hasEvent = (range: string) => `exists (select 1 ${eventsOfPerson} and ${range})`

/**
 * People by their last events, so that each comes once: for distinct people, an engine would go through the
 * events of everybody in the order of people. So would Postgres for events after which there is none (`not
 * exists`): of ten million it joined all, since it takes what is ahead of now for a thousand.
 */
const lastEvents = (range: string) => `activity_events e
     where e.organization_id = :organization_id and ${range}
       and e.id = (select o.id ${eventsOfPerson} order by o.occurred_at desc, o.id desc limit 1)`

interface Window extends Record<string, number> {
  generation: number
  after_at: number
  until_at: number
  /** The first minute that is in the window as a whole, and when it begins. */
  from_minute: number
  from_at: number
  /** The first and the last whole hour, and the first minute after. */
  from_hour: number
  until_hour: number
  /** The minute of now, and when it is over. */
  to_minute: number
  to_at: number
}

/** Of those who are ahead of now, whoever is ahead within this minute is in its row already. */
const countLately = statement<Window, { people: number }>(`
  select ${[
    peopleOf(1, 'minute >= :from_minute and minute < :from_hour'),
    peopleOf(LONG_SPAN, 'minute >= :from_hour and minute < :until_hour'),
    peopleOf(1, 'minute >= :until_hour and minute <= :to_minute'),
  ].join(' +')} +
    (select count(*) from ${lastEvents('e.occurred_at > :after_at and e.occurred_at < :from_at')}) +
    (select coalesce(sum(
       case when ${hasEvent('o.occurred_at > :after_at and o.occurred_at <= :until_at')} then 1 else 0 end
       - case when e.occurred_at < :to_at then 1 else 0 end), 0)
     from ${lastEvents('e.occurred_at > :until_at')}) as people`)

/** Epoch ms. */
export async function countActiveUsers(q: Read, generation: number, now: number): Promise<number> {
  const after_at = now - DAY_MS
  const [from_minute, to_minute] = [minuteOf(after_at) + 1, minuteOf(now)]
  const [found] = await q.all(countLately, {
    ...{ generation, after_at, until_at: now, from_minute, to_minute },
    ...{ from_at: from_minute * MINUTE_MS, to_at: (to_minute + 1) * MINUTE_MS },
    from_hour: Math.ceil(from_minute / LONG_SPAN) * LONG_SPAN,
    until_hour: Math.floor((to_minute + 1) / LONG_SPAN) * LONG_SPAN,
  })
  return Number(found?.people)
}

const countOnDays = statement<
  { generation: number; from_day: number; to_day: number; after_at: number; until_at: number },
  { people: number }
>(`
  select count(distinct person_id) as people from person_days
  where organization_id = :organization_id and generation = :generation
    and day between :from_day and :to_day and last_at > :after_at and first_at <= :until_at`)

/** A local day that has ended. */
interface EndedDay {
  generation: number
  day: number
  starts_at: number
  ends_at: number
}

/** The same of the last 24 hours of a day. */
export async function countActiveAtEndOf(
  q: Read,
  series: DaySeries,
  { generation, day, starts_at, ends_at }: EndedDay,
): Promise<number> {
  // Nearly always they are the day.
  if (ends_at - starts_at === DAY_MS) return series.on(day).dau
  const until_at = ends_at - 1
  const [found] = await q.all(countOnDays, {
    ...{ generation, after_at: until_at - DAY_MS, until_at },
    from_day: day - 2,
    // While a date returns (see LocalDays.endOf), there are instants of the next one before its end.
    to_day: day + 1,
  })
  return found?.people ?? 0
}
