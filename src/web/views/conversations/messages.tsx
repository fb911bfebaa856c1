/** What is said in a conversation: the newest first read, what is older as it is asked for. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Conversation, Message } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { longDay } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { Icon } from '../../parts/icon.tsx'
import { MentionField } from '../../parts/mention-field.tsx'
import { asKept } from '../../parts/mentioning.ts'
import { Failed } from '../../parts/sheet.tsx'
import { useForm } from '../../parts/use-form.ts'
import { usePages } from '../../parts/use-pages.ts'
import { members, readMembers } from '../../state/people.ts'
import { isAwaited, readAgain, reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { isAtLeast, today, zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { OneMessage } from './message.tsx'
import { PeopleButton } from './people.tsx'
import { titleOf } from './titles.ts'

const SOON_MS = 15_000
/** What is older changes less often. */
const LATER_MS = 60_000
const PAGE = 100

export function Messages({ id, conversation }: { id: string; conversation: Conversation | undefined }) {
  const end = useRef<HTMLDivElement>(null)
  const { items, next_cursor, error, readMore } = usePages<Message>(
    (cursor) =>
      reading(cursor ? LATER_MS : SOON_MS, 'GET /api/v1/conversations/{id}/messages', {
        params: { id },
        query: { limit: PAGE, ...(cursor && { cursor }) },
      }).value,
  )
  // Not before the names of those who wrote them.
  const messages = isAwaited(readMembers()) ? [] : items.toReversed()
  const newest = messages.at(-1)?.number
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
    if (newest === undefined) return
    void call('PUT /api/v1/conversations/{id}/read', { params: { id }, body: { number: newest } })
      .then(() => readAgain((route) => /\/conversations( |\/unread)/.test(route)))
      // Not to have marked it is no fault of what is shown.
      .catch(() => {})
  }, [id, newest])
  if (error && items.length === 0) return <Failed error={error} />
  return (
    <section
      class="talk-open"
      aria-label={conversation ? titleOf(conversation) : t.frame.views.conversations}
    >
      <header>
        <a class="icon back" href={address('conversations')} aria-label={t.frame.views.conversations}>
          <Icon name="back" />
        </a>
        <h2 class="cut">{conversation && titleOf(conversation)}</h2>
        {conversation?.kind === 'group' && <PeopleButton conversation={conversation} />}
      </header>
      <div class="messages" tabIndex={0} role="log" aria-label={work.conversations.messages}>
        {error && <Failed error={error} />}
        {next_cursor && messages.length > 0 && (
          <button type="button" class="btn start" onClick={readMore}>
            {work.conversations.older}
          </button>
        )}
        {messages.map((one, i) => (
          <OnDay
            key={one.id}
            message={one}
            before={messages[i - 1]}
            isOwner={conversation?.role === 'owner'}
          />
        ))}
        <div ref={end} />
      </div>
      {isAtLeast('member') && <Write id={id} />}
    </section>
  )
}

interface OnDayProps {
  message: Message
  before: Message | undefined
  isOwner: boolean
}

function OnDay({ message, before, isOwner }: OnDayProps) {
  const day = dayIn(zone.value, new Date(message.created_at))
  const isNewDay = !before || dayIn(zone.value, new Date(before.created_at)) !== day
  return (
    <>
      {isNewDay && <p class="note day">{longDay(day, today.value)}</p>}
      <OneMessage message={message} isOwner={isOwner} />
    </>
  )
}

/** Enter sends, Shift with Enter breaks the line. */
function Write({ id }: { id: string }) {
  const body = useSignal('')
  const form = useForm(async () => {
    const sent = body.value
    if (!sent.trim()) return
    await call('POST /api/v1/conversations/{id}/messages', {
      params: { id },
      body: { body: asKept(sent.trim(), members()) },
    })
    // What was typed meanwhile stays.
    if (body.value === sent) body.value = ''
    await readAgain((route) => route.includes('/conversations'))
  })
  return (
    <form class="write" onSubmit={form.submit}>
      {form.said && <p class="said">{form.said}</p>}
      <MentionField
        value={body}
        label={work.conversations.yourMessage}
        placeholder={work.conversations.yourMessage}
        rows={2}
        onKey={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          event.currentTarget.form?.requestSubmit()
        }}
      />
    </form>
  )
}
