/** One organization of the demo: its people, their history, and what they have been doing lately. */

import type { Role, SessionPrincipal } from '../../access/principal.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { localDays } from '../../lib/time/local-days.ts'
import { addAccount } from '../auth/accounts.ts'
import { foundOrganization } from '../auth/sign-up.ts'
import { importEvents } from '../events/import-events.ts'
import { beginMembership } from '../members/membership.ts'
import { putPerson } from '../people/people.ts'
import { type Cast, principalOf } from './cast.ts'
import { Chance } from './chance.ts'
import { asCsv, type PastEvent, readPast } from './history.ts'
import { identityOf } from './names.ts'
import { type DemoNeeds, Past } from './past.ts'
import { insertDemoOrganization, insertDemoUser, markMade } from './queries.ts'
import type { Story } from './story.ts'
import { tellConversations } from './tell-conversations.ts'
import { tellHiring } from './tell-hiring.ts'
import { tellKnowledge } from './tell-knowledge.ts'
import { tellWork } from './tell-work.ts'
import { Timeline } from './timeline.ts'
import { WorkingHours } from './working-hours.ts'

const DAY_MS = 86_400_000
/** Before the story begins. */
const ALL_JOINED_DAYS_AGO = 95
/** Whoever was there once, years ago, stays a pseudonym. */
const NAMED_SINCE_DAYS = 400
const NAMED_AT_ONCE = 25
/** Who take the course without a login. */
const VISITORS = 3

export interface You {
  id: string
  name: string
}

/** @param passwordHash Of a password that nobody knows. @param show Called with the share that is done. */
export async function makeOrganization(
  context: DemoNeeds,
  story: Story,
  { you, passwordHash }: { you: You; passwordHash: string },
  show: (share: number) => void,
): Promise<void> {
  const now = context.clock.now()
  const days = localDays(story.time_zone)
  const events = await readPast(story, days, now)
  const past = new Past(context, now)
  const hours = new WorkingHours(days, now, new Chance(`${story.team}: hours`))
  const known = contributorsOf(events, story.members.length + VISITORS, now)
  const contributors = known.slice(0, story.members.length)
  const { members, organization_id } = await join(past, story, { contributors, passwordHash, now })
  const cast: Cast = {
    story,
    past,
    hours,
    organization_id,
    members,
    you: await admit(past, organization_id, you, now),
    visitors: known.slice(story.members.length).map(({ person }) => person),
  }
  const timeline = new Timeline()
  tellWork(cast, timeline)
  tellConversations(cast, timeline)
  tellKnowledge(cast, timeline)
  tellHiring(cast, timeline)
  // An act weighs more than an event.
  const total = events.length + timeline.length * 12
  await importPast(cast, events, contributors, (done) => show(done / total))
  await timeline.play(past, (done) => show((events.length + 12 * done) / total))
  past.moveTo(now)
  await past.db.instance.write((instance) => markMade(instance, { id: organization_id, made_at: now }))
}

interface Contributor {
  person: string
  first_at: number
}

/** Who began, and then those who have been there most in the last year. */
function contributorsOf(events: readonly PastEvent[], count: number, now: number): Contributor[] {
  const people = [...Map.groupBy(events, ({ person }) => person)].map(([person, own]) => ({
    ...{ person, first_at: own[0]?.at ?? now },
    lately: own.filter(({ at }) => at > now - 365 * DAY_MS).length,
  }))
  const [founder, ...others] = people
  if (!founder) return []
  return [founder, ...others.toSorted((a, b) => b.lately - a.lately).slice(0, count - 1)]
}

/** Everybody joins when they first did something, and no later than the story begins. */
async function join(
  past: Past,
  story: Story,
  {
    contributors,
    passwordHash,
    now,
  }: { contributors: readonly Contributor[]; passwordHash: string; now: number },
): Promise<{ organization_id: string; members: SessionPrincipal[] }> {
  const members: SessionPrincipal[] = []
  let organization_id = ''
  const latest = now - ALL_JOINED_DAYS_AGO * DAY_MS
  for (const [place, { name, role }] of story.members.entries()) {
    const at = Math.min(contributors[place]?.first_at ?? latest, latest)
    past.moveTo(at)
    const user = { id: past.newId(), name, email: emailOf(name, story) }
    await past.db.instance.write(async (instance) => {
      await addAccount(instance, { ...user, password_hash: passwordHash, created_at: at })
      await insertDemoUser(instance, user.id)
      const member_id = place === 0 ? null : past.newId()
      if (member_id === null) {
        const founded = await found(instance, past, story, user)
        organization_id = founded.organization_id
        members.push(principalOf({ ...founded, user_id: user.id, role }))
        return
      }
      await enrol(instance, past, { organization_id, member_id, user, role })
      members.push(principalOf({ organization_id, member_id, user_id: user.id, role }))
    })
  }
  return { organization_id, members }
}

async function found(instance: InstanceWrite, past: Past, { team, name, time_zone }: Story, user: You) {
  const at = { now: past.clock.now(), newId: past.newId }
  const founded = await foundOrganization(instance, { name, time_zone }, user, at)
  await insertDemoOrganization(instance, { id: founded.organization_id, team })
  return founded
}

interface Enrolment {
  organization_id: string
  member_id: string
  user: You
  role: Role
}

async function enrol(
  instance: InstanceWrite,
  past: Past,
  { organization_id, member_id, user, role }: Enrolment,
) {
  const tx = instance.within(organization_id)
  await tx.can.lockOrganization(tx)
  await beginMembership(tx, { id: member_id, user, role, now: past.clock.now() })
}

/** Whoever looks at the demo owns it, too. */
async function admit(past: Past, organization_id: string, user: You, now: number): Promise<SessionPrincipal> {
  past.moveTo(now - ALL_JOINED_DAYS_AGO * DAY_MS)
  const enrolment = { organization_id, member_id: past.newId(), user, role: 'owner' } as const
  await past.db.instance.write((instance) => enrol(instance, past, enrolment))
  past.moveTo(now)
  return principalOf({ ...enrolment, user_id: user.id })
}

/** What members did is theirs; everybody else is known by a pseudonym, and by an invented name. */
async function importPast(
  { past, organization_id, members, you }: Cast,
  events: readonly PastEvent[],
  contributors: readonly Contributor[],
  show: (done: number) => void,
): Promise<void> {
  const names = new Map(contributors.map(({ person }, i) => [person, members[i]?.member_id ?? person]))
  const csv = asCsv(events, (person) => names.get(person) ?? person, show)
  for await (const report of importEvents(past, organization_id, csv, {
    format: 'csv',
    core: true,
    time: 'ms',
  })) {
    if (report.rejected > 0) throw new Error(`The history is refused: ${report.errors[0]?.reason}`)
  }
  const lately = events.filter(({ at }) => at > past.clock.now() - NAMED_SINCE_DAYS * DAY_MS)
  const others = [...new Set(lately.map(({ person }) => person))].filter((person) => !names.has(person))
  for (let from = 0; from < others.length; from += NAMED_AT_ONCE) {
    const some = others.slice(from, from + NAMED_AT_ONCE)
    await Promise.all(some.map((person) => putPerson(past, you, person, identityOf(person))))
  }
}

function emailOf(name: string, { team }: Story): string {
  const local = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
  return `${local}@${team}.demo.example`
}
