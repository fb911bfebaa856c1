/** Conversations of a story: with groups, with one other, with an assistant; and what was read of them. */

import type { Principal } from '../../access/principal.ts'
import { createApiKey } from '../api-keys/api-keys.ts'
import { postMessage } from '../conversations/messages/post-message.ts'
import { markRead } from '../conversations/read-markers.ts'
import type { NewConversation } from '../conversations/schema.ts'
import { startConversation } from '../conversations/start-conversation.ts'
import { invite } from '../invitations/invitations.ts'
import { listNotifications, markAllAsRead } from '../notifications/notifications.ts'
import { type Cast, memberAt, memberOf, textWithMentions, writingKey } from './cast.ts'
import type { Line, Speaker } from './story.ts'
import type { Timeline } from './timeline.ts'

const DAY_MS = 86_400_000
/** Since when people have been writing. */
const BEGAN_DAYS_AGO = 27
/** Between two lines. */
const PAUSE_MS = 150_000

export function tellConversations(cast: Cast, timeline: Timeline): void {
  const { story, you, hours } = cast
  for (const [place, { title, members, days }] of story.groups.entries()) {
    const founder = memberAt(cast, members[0] ?? 0)
    const others = [...members.slice(1).map((one) => memberAt(cast, one)), you]
    const given: NewConversation = {
      kind: 'group',
      title,
      member_ids: others.map(({ member_id }) => member_id),
    }
    tellOne(cast, timeline, {
      began: hours.ago(BEGAN_DAYS_AGO + place),
      founder,
      given,
      days,
      isReadToTheEnd: false,
    })
  }
  for (const [place, { with: other, days }] of story.direct.entries()) {
    const given: NewConversation = { kind: 'direct', member_id: memberAt(cast, other).member_id }
    tellOne(cast, timeline, {
      began: hours.ago(14 + 4 * place),
      founder: you,
      given,
      days,
      isReadToTheEnd: false,
    })
  }
  tellAssistant(cast, timeline)
  tellDoorway(cast, timeline)
}

interface Conversation {
  began: number
  founder: Cast['you']
  given: NewConversation
  days: readonly (readonly Line[])[]
  isReadToTheEnd: boolean
  /** Who speaks, where it is not a member. */
  speakers?: (speaker: Speaker) => Principal
}

function tellOne(cast: Cast, timeline: Timeline, conversation: Conversation): void {
  const { past, hours, you } = cast
  const {
    began,
    founder,
    given,
    days,
    isReadToTheEnd,
    speakers = (one) => memberOf(cast, one),
  } = conversation
  let id = ''
  timeline.add(began, async () => {
    id = (await startConversation(past, founder, given)).conversation.id
  })
  let number = 0
  for (const [day, lines] of days.entries()) {
    const isLast = day === days.length - 1
    // Quicker and quicker, as in most of them.
    const share = days.length === 1 ? 0 : 1 - (1 - day / (days.length - 1)) ** 2
    const first = isLast ? lastHour(cast, lines) : hours.after(began, (share * (hours.now - began)) / DAY_MS)
    for (const [place, [speaker, text]] of lines.entries()) {
      const body = textWithMentions(cast, text)
      timeline.add(first + (place + 1) * PAUSE_MS, () => postMessage(past, speakers(speaker), id, { body }))
    }
    number += lines.length
    const read = number
    if (isLast && !isReadToTheEnd) continue
    timeline.add(first + (lines.length + 2) * PAUSE_MS, () => markRead(past, you, id, read))
  }
}

/** So that the last of them has been written. */
function lastHour({ hours }: Cast, lines: readonly Line[]): number {
  return hours.now - (lines.length + 4) * PAUSE_MS - hours.chance.between(0, 90) * 60_000
}

function tellAssistant(cast: Cast, timeline: Timeline): void {
  const { past, story, you, hours, organization_id } = cast
  const began = hours.ago(10)
  let api_key_id = ''
  timeline.add(began - 60_000, async () => {
    api_key_id = (
      await createApiKey(past, you, { name: `${story.assistant.title} (assistant)`, scopes: ['write'] })
    ).id
    await createApiKey(past, you, { name: 'Website', scopes: ['ingest'] })
  })
  const speakers = (speaker: Speaker) =>
    speaker === 'bot' ? writingKey(organization_id, api_key_id) : memberOf(cast, speaker)
  const { title, days } = story.assistant
  const given: NewConversation = { kind: 'assistant', title }
  tellOne(cast, timeline, { began, founder: you, given, days, isReadToTheEnd: false, speakers })
}

/** Somebody is invited still, and what was told until five days ago has been read. */
function tellDoorway(cast: Cast, timeline: Timeline): void {
  const { past, story, hours, you } = cast
  const email = `guest@${story.team}.demo.example`
  timeline.add(hours.ago(2), () => invite(past, memberAt(cast, 0), { email, role: 'member' }))
  timeline.add(hours.now - 5 * DAY_MS, async () => {
    const { items } = await listNotifications(past, you, { limit: 1 })
    const [newest] = items
    if (newest) await markAllAsRead(past, you, { until: newest.id })
  })
}
