/** One message. One's own is edited, and deleted by whoever may; what is deleted does not come back. */
import { type Signal, useSignal } from '@preact/signals'
import type { Message } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { initials } from '../../format/names.ts'
import { AskFirst } from '../../parts/ask-first.tsx'
import { attempt } from '../../parts/attempt.ts'
import { EditText } from '../../parts/edit-text.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Mentions } from '../../parts/mentions.tsx'
import { Menu } from '../../parts/menu.tsx'
import { When } from '../../parts/when.tsx'
import { nameOfMember } from '../../state/people.ts'
import { readAgain } from '../../state/reading.ts'
import { account, isAtLeast } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'

/** @param isOwner Whether one owns the conversation, and so may delete what others said. */
export function OneMessage({ message, isOwner }: { message: Message; isOwner: boolean }) {
  const isEdited = useSignal(false)
  const isDeleting = useSignal(false)
  const { author_id, body, created_at, deleted_at, edited_at } = message
  const name = author_id ? nameOfMember(author_id) : t.anApp
  const isOwn = author_id === account.value?.member.id
  const mayDelete = isAtLeast('member') && !deleted_at && (isOwn || isOwner)
  return (
    <article class={isOwn ? 'message own' : 'message'} data-message={message.id}>
      <span class="who s" aria-hidden="true">
        {initials(name)}
      </span>
      <div>
        <div class="message-head small">
          <b>{name}</b>
          <span class="note">
            <When at={created_at} /> {edited_at && !deleted_at && work.conversations.edited}
          </span>
          {mayDelete && (
            <Menu label={t.frame.more} className="mark" button={<Icon name="more" />}>
              {isOwn && (
                <button
                  type="button"
                  role="menuitem"
                  onClick={() => {
                    isEdited.value = true
                  }}
                >
                  {work.conversations.edit}
                </button>
              )}
              <button
                type="button"
                role="menuitem"
                onClick={() => {
                  isDeleting.value = true
                }}
              >
                {work.tasks.delete}
              </button>
            </Menu>
          )}
        </div>
        {isEdited.value && !deleted_at ? (
          <EditText
            text={body}
            label={work.conversations.edit}
            isEdited={isEdited}
            save={(text) => change(message, text)}
          />
        ) : (
          <p class="text">
            {deleted_at ? <span class="faint">{work.conversations.deleted}</span> : <Mentions text={body} />}
          </p>
        )}
      </div>
      {mayDelete && <Delete message={message} isOpen={isDeleting} />}
    </article>
  )
}

function idsOf({ id, conversation_id }: Message) {
  return { params: { id: conversation_id, message_id: id } }
}

async function change(message: Message, body: string): Promise<void> {
  await call('PATCH /api/v1/conversations/{id}/messages/{message_id}', { ...idsOf(message), body: { body } })
  await readMessagesAgain()
}

function readMessagesAgain(): Promise<void> {
  return readAgain((route) => route.includes('/conversations'))
}

function Delete({ message, isOpen }: { message: Message; isOpen: Signal<boolean> }) {
  const discard = () =>
    attempt(async () => {
      await call('DELETE /api/v1/conversations/{id}/messages/{message_id}', idsOf(message))
      await readMessagesAgain()
    })
  return (
    <AskFirst
      isOpen={isOpen}
      title={work.conversations.deleteTitle}
      label={work.tasks.delete}
      onDo={() => void discard()}
    >
      <p>{work.conversations.deleteWhat}</p>
      <p class="text dim cut">
        <Mentions text={message.body} />
      </p>
    </AskFirst>
  )
}
