/** Who is in a group. Its owners name it, and take others in and out; everybody may leave. */
import { type Signal, useSignal } from '@preact/signals'
import type { Conversation, ConversationMember } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { count } from '../../format/numbers.ts'
import { AskFirst } from '../../parts/ask-first.tsx'
import { attempt } from '../../parts/attempt.ts'
import { ChooseOne } from '../../parts/choose.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Read } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { members } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { address, go } from '../../state/route.ts'
import { account, isAtLeast } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { titleOf } from './titles.ts'

const FIVE_MINUTES_MS = 300_000
const MOST = 200

function readPeople(id: string) {
  const query = { limit: MOST, count: 'true' as const }
  return reading(FIVE_MINUTES_MS, 'GET /api/v1/conversations/{id}/members', { params: { id }, query }).value
}

export function PeopleButton({ conversation }: { conversation: Conversation }) {
  const isOpen = useSignal(false)
  const { value } = readPeople(conversation.id)
  return (
    <>
      <button
        type="button"
        class="btn quiet right"
        aria-label={work.conversations.people}
        onClick={() => {
          isOpen.value = true
        }}
      >
        <Icon name="members" />
        {value && count(value.total)}
      </button>
      <Dialog isOpen={isOpen} title={titleOf(conversation)}>
        <People conversation={conversation} isOpen={isOpen} />
      </Dialog>
    </>
  )
}

function readTalkAgain(): Promise<void> {
  return readAgain((route) => route.includes('/conversations'))
}

interface Props {
  conversation: Conversation
  isOpen: Signal<boolean>
}

function People({ conversation, isOpen }: Props) {
  const { id, role } = conversation
  const isLeaving = useSignal(false)
  const leads = role === 'owner' && isAtLeast('member')
  const me = account.value?.member.id ?? ''
  const leave = () =>
    attempt(async () => {
      await call('DELETE /api/v1/conversations/{id}/members/{member_id}', { params: { id, member_id: me } })
      isOpen.value = false
      go(address('conversations'))
      await readTalkAgain()
    })
  return (
    <div class="stack">
      {leads && <Name conversation={conversation} />}
      <Read from={readPeople(id)} height={120}>
        {({ items }) => (
          <>
            <ul class="rows" aria-label={work.conversations.people}>
              {items.map((one) => (
                <Person key={one.id} id={id} person={one} mayTakeOut={leads && one.id !== me} />
              ))}
            </ul>
            {leads && <TakeIn id={id} there={new Set(items.map((one) => one.id))} />}
          </>
        )}
      </Read>
      <div class="actions">
        <button
          type="button"
          class="btn"
          onClick={() => {
            isLeaving.value = true
          }}
        >
          {work.conversations.leave}
        </button>
      </div>
      <AskFirst
        isOpen={isLeaving}
        title={work.conversations.leaveTitle(titleOf(conversation))}
        label={work.conversations.leave}
        onDo={() => void leave()}
      >
        <p>{work.conversations.leaveWhat}</p>
      </AskFirst>
    </div>
  )
}

function Name({ conversation: { id, title } }: { conversation: Conversation }) {
  const name = useSignal(title ?? '')
  const form = useForm(async () => {
    await call('PATCH /api/v1/conversations/{id}', { params: { id }, body: { title: name.value.trim() } })
    say(t.saved)
    await readTalkAgain()
  })
  return (
    <form class="inline-form" onSubmit={form.submit} noValidate>
      <Field
        label={work.conversations.title}
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        wrong={form.wrong('title') ?? form.said ?? undefined}
      />
      <button type="submit" class="btn" disabled={form.is_sending || name.value.trim() === (title ?? '')}>
        {t.save}
      </button>
    </form>
  )
}

interface PersonProps {
  id: string
  person: ConversationMember
  mayTakeOut: boolean
}

function Person({ id, person, mayTakeOut }: PersonProps) {
  const params = { id, member_id: person.id }
  const takeOut = () =>
    attempt(async () => {
      await call('DELETE /api/v1/conversations/{id}/members/{member_id}', { params })
      say(work.conversations.takenOut(person.name), async () => {
        const body = { role: person.role }
        await attempt(() => call('PUT /api/v1/conversations/{id}/members/{member_id}', { params, body }))
        await readTalkAgain()
      })
      await readTalkAgain()
    })
  return (
    <li>
      <span class="cut">
        <b>{person.name}</b> <span class="faint">{person.email}</span>
      </span>
      {person.role === 'owner' && <span class="tag">{administration.members.roles.owner}</span>}
      {mayTakeOut && (
        <button
          type="button"
          class="link"
          aria-label={work.conversations.takeOutOf(person.name)}
          onClick={() => void takeOut()}
        >
          {work.conversations.takeOut}
        </button>
      )}
    </li>
  )
}

function TakeIn({ id, there }: { id: string; there: ReadonlySet<string> }) {
  const others = members().filter((one) => one.status === 'active' && !there.has(one.id))
  const takeIn = (member_id: string) =>
    attempt(async () => {
      const params = { id, member_id }
      await call('PUT /api/v1/conversations/{id}/members/{member_id}', { params, body: { role: 'member' } })
      await readTalkAgain()
    })
  if (others.length === 0) return null
  return (
    <ChooseOne
      label={work.conversations.takeIn}
      action={work.conversations.takeInNow}
      options={others.map(({ id, name }) => [id, name] as const)}
      onChoose={(member_id) => void takeIn(member_id)}
    />
  )
}
