/** Walks through an organization's people and reads what the raw events say about each. */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import type { LocalDays } from '../../lib/time/local-days.ts'
import { type MemberChange, PersonHistory } from './person-history.ts'

const PEOPLE_AT_ONCE = 100
const EVENTS_AT_ONCE = 5_000

export interface PersonRef {
  id: string
  /** Epoch ms; `null` for a tracked person. */
  joined_at: number | null
}

const listPeopleAfter = statement<{ after_id: string }, PersonRef>(`
  select p.id, m.joined_at from people p
  left join members m on m.organization_id = :organization_id and m.id = p.id
  where p.organization_id = :organization_id and p.id > :after_id
  order by p.id limit ${PEOPLE_AT_ONCE}`)

const countPeople = statement<Record<never, never>, { people: number }>(
  'select count(*) as people from people where organization_id = :organization_id',
)

interface EventRow {
  id: string
  occurred_at: number
  core: boolean | number
}

/**
 * The person stands in the order, too, although there is only one: SQLite would go through the
 * events of everybody by time, where an index has them in the order that is wanted.
 */
export const listEventsAfter = statement<
  { person_id: string; after_at: number; after_id: string },
  EventRow
>(`
  select id, occurred_at, core from activity_events
  where organization_id = :organization_id and person_id <= :person_id
    and (person_id, occurred_at, id) > (:person_id, :after_at, :after_id)
  order by person_id, occurred_at, id limit ${EVENTS_AT_ONCE}`)

interface MessageRow {
  created_at: number
  id: string
}

/** What a member has sent, and no assistant in the member's name; deleted messages, too. */
const listMessagesAfter = statement<{ author_id: string; after_at: number; after_id: string }, MessageRow>(`
  select created_at, id from messages
  where organization_id = :organization_id and author_id <= :author_id and role = 'user'
    and (author_id, created_at, id) > (:author_id, :after_at, :after_id)
  order by author_id, created_at, id limit ${EVENTS_AT_ONCE}`)

type Learning = PersonHistory['learned'][number] & { id: string }
type LearningOf = { person_id: string; after_id: string }

/** By what: the lessons that somebody has completed, and the attempts that somebody has submitted. */
const LEARNINGS = [
  statement<LearningOf, Learning>(`
    select lesson_id as id, 'lessons_completed' as key, completed_at as at from lesson_completions
    where organization_id = :organization_id and person_id = :person_id and lesson_id > :after_id
    order by lesson_id limit ${EVENTS_AT_ONCE}`),
  statement<LearningOf, Learning>(`
    select id, 'assessments_submitted' as key, submitted_at as at from assessment_attempts
    where organization_id = :organization_id and person_id = :person_id and id > :after_id
      and submitted_at is not null
    order by id limit ${EVENTS_AT_ONCE}`),
]

const listMemberChanges = statement<{ member_id: string }, MemberChange>(`
  select change, changed_at from member_changes
  where organization_id = :organization_id and member_id = :member_id`)

/** The next people in the order of their ids; an empty list after the last. */
export function listPeople(q: Read, afterId: string): Promise<PersonRef[]> {
  return q.all(listPeopleAfter, { after_id: afterId })
}

export async function readPeopleCount(q: Read): Promise<number> {
  const [found] = await q.all(countPeople)
  return found?.people ?? 0
}

/** @param yieldNow Awaited between two pages of events; a writer has none, since it may not wait. */
export async function readPersonHistory(
  q: Read,
  person: PersonRef,
  days: LocalDays,
  yieldNow?: () => Promise<void>,
): Promise<PersonHistory> {
  const isMember = person.joined_at !== null
  const changes = isMember ? await q.all(listMemberChanges, { member_id: person.id }) : []
  const history = new PersonHistory(days, person.joined_at, changes)
  let after: EventRow | undefined
  do {
    const page: EventRow[] = await q.all(listEventsAfter, {
      person_id: person.id,
      after_at: after?.occurred_at ?? -1,
      after_id: after?.id ?? '',
    })
    for (const event of page) history.add({ occurred_at: event.occurred_at, core: Boolean(event.core) })
    after = page.length === EVENTS_AT_ONCE ? page.at(-1) : undefined
    await yieldNow?.()
  } while (after)
  if (isMember) await readMessages(q, person.id, history, yieldNow)
  await readLearning(q, person.id, history, yieldNow)
  return history
}

async function readMessages(
  q: Read,
  author_id: string,
  history: PersonHistory,
  yieldNow?: () => Promise<void>,
): Promise<void> {
  let after: MessageRow | undefined
  do {
    const page: MessageRow[] = await q.all(listMessagesAfter, {
      author_id,
      after_at: after?.created_at ?? -1,
      after_id: after?.id ?? '',
    })
    for (const { created_at } of page) history.addMessage(created_at)
    after = page.length === EVENTS_AT_ONCE ? page.at(-1) : undefined
    await yieldNow?.()
  } while (after)
}

async function readLearning(
  q: Read,
  person_id: string,
  history: PersonHistory,
  yieldNow?: () => Promise<void>,
): Promise<void> {
  for (const list of LEARNINGS) {
    let after_id = ''
    for (let isMore = true; isMore; ) {
      const page: Learning[] = await q.all(list, { person_id, after_id })
      history.learned.push(...page)
      after_id = page.at(-1)?.id ?? ''
      isMore = page.length === EVENTS_AT_ONCE
      await yieldNow?.()
    }
  }
}
