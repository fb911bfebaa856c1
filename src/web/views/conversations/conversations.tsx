/** Conversations: which there are, what was said in the open one, and a line to say more. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Conversation, Message } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { longDay } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { initials } from '../../format/names.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { ChoiceField, Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Mentions } from '../../parts/mentions.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { useForm } from '../../parts/use-form.ts'
import { When } from '../../parts/when.tsx'
import { members, nameOfMember } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { address, go, place } from '../../state/route.ts'
import { account, isAtLeast, today, zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'

const SOON_MS = 15_000

export function Conversations() {
  const [, id] = place.value.path
  const isMaking = useSignal(false)
  const { value, error } = reading(SOON_MS, 'GET /api/v1/conversations', { query: { limit: 100 } }).value
  if (error && !value) return <Failed error={error} />
  return (
    <div class={id ? 'talk with-open' : 'talk'}>
      <nav class="talk-list" aria-label={t.frame.views.conversations}>
        {isAtLeast('member') && (
          <button
            type="button"
            class="btn"
            onClick={() => {
              isMaking.value = true
            }}
          >
            <Icon name="plus" />
            {work.conversations.write}
          </button>
        )}
        {value?.items.length === 0 && <p class="small dim">{work.conversations.none}</p>}
        {value?.items.map((one) => (
          <Entry key={one.id} conversation={one} isOpen={one.id === id} />
        ))}
      </nav>
      {id ? (
        <Messages key={id} id={id} conversation={value?.items.find((one) => one.id === id)} />
      ) : (
        <p class="small faint talk-empty">{work.conversations.choose}</p>
      )}
      <Dialog isOpen={isMaking} title={work.conversations.write}>
        <Begin isOpen={isMaking} />
      </Dialog>
    </div>
  )
}

function titleOf({ title, other_member_id, kind }: Conversation): string {
  if (title) return title
  return other_member_id ? nameOfMember(other_member_id) : work.conversations.kinds[kind]
}

function Entry({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  const { id, unread, last_message: last, active_at } = conversation
  return (
    <a class="talk-entry" href={address(`conversations/${id}`)} aria-current={isOpen ? 'page' : undefined}>
      <span class="top-line">
        <b class="cut">{titleOf(conversation)}</b>
        <span class="note">
          <When at={active_at} />
        </span>
      </span>
      <span class="top-line">
        <span class="cut dim small">
          {last ? <Mentions text={last.preview} /> : work.conversations.nothingYet}
        </span>
        {unread !== null && unread > 0 && <span class="unread">{unread}</span>}
      </span>
    </a>
  )
}

function Messages({ id, conversation }: { id: string; conversation: Conversation | undefined }) {
  const end = useRef<HTMLDivElement>(null)
  const { value, error } = reading(SOON_MS, 'GET /api/v1/conversations/{id}/messages', {
    params: { id },
    query: { limit: 100 },
  }).value
  const messages = [...(value?.items ?? [])].reverse()
  const newest = messages.at(-1)?.number
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
    if (newest === undefined) return
    void call('PUT /api/v1/conversations/{id}/read', { params: { id }, body: { number: newest } })
      .then(() => readAgain((route) => /\/conversations( |\/unread)/.test(route)))
      // Not to have marked it is no fault of what is shown.
      .catch(() => {})
  }, [id, newest])
  if (error && !value) return <Failed error={error} />
  return (
    <section
      class="talk-open"
      aria-label={conversation ? titleOf(conversation) : t.frame.views.conversations}
    >
      <header>
        <a class="icon back" href={address('conversations')} aria-label={t.frame.views.conversations}>
          <Icon name="back" />
        </a>
        <h2>{conversation && titleOf(conversation)}</h2>
      </header>
      <div class="messages" tabIndex={0} role="log" aria-label={work.conversations.messages}>
        {messages.map((one, i) => (
          <One key={one.id} message={one} before={messages[i - 1]} />
        ))}
        <div ref={end} />
      </div>
      {isAtLeast('member') && <Write id={id} />}
    </section>
  )
}

function One({ message, before }: { message: Message; before: Message | undefined }) {
  const { author_id, body, created_at, deleted_at, edited_at } = message
  const name = author_id ? nameOfMember(author_id) : t.anApp
  const day = dayIn(zone.value, new Date(created_at))
  const isNewDay = !before || dayIn(zone.value, new Date(before.created_at)) !== day
  return (
    <>
      {isNewDay && <p class="note day">{longDay(day, today.value)}</p>}
      <article class={author_id === account.value?.member.id ? 'message own' : 'message'}>
        <span class="who s" aria-hidden="true">
          {initials(name)}
        </span>
        <div>
          <p class="small">
            <b>{name}</b>{' '}
            <span class="note">
              <When at={created_at} /> {edited_at && !deleted_at && work.conversations.edited}
            </span>
          </p>
          <p class="text">
            {deleted_at ? <span class="faint">{work.conversations.deleted}</span> : <Mentions text={body} />}
          </p>
        </div>
      </article>
    </>
  )
}

/** Enter sends, Shift with Enter breaks the line. */
function Write({ id }: { id: string }) {
  const body = useSignal('')
  const form = useForm(async () => {
    if (!body.value.trim()) return
    await call('POST /api/v1/conversations/{id}/messages', {
      params: { id },
      body: { body: body.value.trim() },
    })
    body.value = ''
    await readAgain((route) => route.includes('/conversations'))
  })
  return (
    <form class="write" onSubmit={form.submit}>
      {form.said && <p class="said">{form.said}</p>}
      <textarea
        class="panel-text"
        rows={2}
        aria-label={work.conversations.yourMessage}
        placeholder={work.conversations.yourMessage}
        value={body.value}
        onInput={(event) => {
          body.value = event.currentTarget.value
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return
          event.preventDefault()
          event.currentTarget.form?.requestSubmit()
        }}
      />
    </form>
  )
}

function Begin({ isOpen }: { isOpen: { value: boolean } }) {
  const others = members().filter((one) => one.status === 'active' && one.id !== account.value?.member.id)
  const to = useSignal('')
  const title = useSignal('')
  const form = useForm(async () => {
    const body = to.value
      ? { kind: 'direct' as const, member_id: to.value }
      : { kind: 'group' as const, title: title.value.trim(), member_ids: others.map((one) => one.id) }
    const made = await call('POST /api/v1/conversations', { body })
    isOpen.value = false
    await readAgain((route) => route.includes('/conversations'))
    go(address(`conversations/${made.id}`))
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <ChoiceField
        label={work.conversations.to}
        value={to.value}
        onValue={(value) => {
          to.value = value
        }}
        options={[
          ['', work.conversations.everybody],
          ...others.map(({ id, name }): [string, string] => [id, name]),
        ]}
        wrong={form.wrong('member_id')}
      />
      {!to.value && (
        <Field
          label={work.conversations.title}
          value={title.value}
          onValue={(value) => {
            title.value = value
          }}
          wrong={form.wrong('title')}
        />
      )}
      {form.said && <p class="said">{form.said}</p>}
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {work.conversations.begin}
        </button>
      </div>
    </form>
  )
}
