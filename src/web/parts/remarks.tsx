/** What people said about something, the oldest first; one's own is edited, and goes to the trash and back. */
import { useSignal } from '@preact/signals'
import { call } from '../api/client.ts'
import { initials } from '../format/names.ts'
import { members, nameOfMember } from '../state/people.ts'
import { account, isAtLeast } from '../state/session.ts'
import { t } from '../texts/texts.ts'
import { attempt } from './attempt.ts'
import { EditText } from './edit-text.tsx'
import { Icon } from './icon.tsx'
import { MentionField } from './mention-field.tsx'
import { asKept } from './mentioning.ts'
import { Mentions } from './mentions.tsx'
import { Menu } from './menu.tsx'
import { say } from './toasts.tsx'
import { useForm } from './use-form.ts'
import { When } from './when.tsx'

export interface Remark {
  id: string
  author_id: string | null
  body: string
  created_at: string
  edited_at: string | null
}

interface Props {
  remarks: readonly Remark[]
  texts: {
    title: string
    write: string
    /** One of them, and what the button says that sends it. */
    one: string
    edit: string
    edited: string
    delete: string
    deleted(what: string): string
  }
  /** Whether one may delete what others said. */
  manages?: boolean
  write(body: string): Promise<unknown>
  edit(id: string, body: string): Promise<unknown>
  discard(id: string): Promise<unknown>
  readAgain(): Promise<void>
}

export function Remarks(props: Props) {
  const { remarks, texts } = props
  return (
    <section aria-label={texts.title}>
      <h3>{texts.title}</h3>
      <ul class="comments">
        {remarks.map((remark) => (
          <One key={remark.id} remark={remark} {...props} />
        ))}
      </ul>
      {isAtLeast('member') && <Write {...props} />}
    </section>
  )
}

type OneProps = Props & { remark: Remark }

function One({ remark, ...props }: OneProps) {
  const { id, author_id, body, created_at, edited_at } = remark
  const { texts } = props
  const isEdited = useSignal(false)
  const name = author_id ? nameOfMember(author_id) : t.anApp
  const isOwn = author_id === account.value?.member.id && isAtLeast('member')
  return (
    <li data-remark={id}>
      <span class="who s" aria-hidden="true">
        {initials(name)}
      </span>
      <div>
        <div class="note-head small">
          <b>{name}</b>
          <span class="faint">
            <When at={created_at} />
            {edited_at && `, ${texts.edited}`}
          </span>
          {(isOwn || props.manages) && (
            <Menu label={t.frame.more} className="mark" button={<Icon name="more" />}>
              {isOwn && (
                <button
                  type="button"
                  role="menuitem"
                  onClick={() => {
                    isEdited.value = true
                  }}
                >
                  {texts.edit}
                </button>
              )}
              <button type="button" role="menuitem" onClick={() => void discard(id, props)}>
                {texts.delete}
              </button>
            </Menu>
          )}
        </div>
        {isEdited.value ? (
          <EditText
            text={body}
            label={texts.one}
            isEdited={isEdited}
            save={async (text) => {
              await props.edit(id, text)
              await props.readAgain()
            }}
          />
        ) : (
          <p class="small text">
            <Mentions text={body} />
          </p>
        )}
      </div>
    </li>
  )
}

async function discard(id: string, props: Props): Promise<void> {
  await attempt(async () => {
    await props.discard(id)
    say(props.texts.deleted(props.texts.one), async () => {
      await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
      await props.readAgain()
    })
  })
  await props.readAgain()
}

function Write({ write, readAgain, texts }: Props) {
  const body = useSignal('')
  const form = useForm(async () => {
    const sent = body.value
    await write(asKept(sent.trim(), members()))
    // What was typed meanwhile stays.
    if (body.value === sent) body.value = ''
    await readAgain()
  })
  return (
    <form onSubmit={form.submit}>
      <MentionField
        value={body}
        label={texts.write}
        placeholder={texts.write}
        rows={2}
        onKey={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit()
        }}
      />
      {form.said && <p class="said">{form.said}</p>}
      {body.value.trim() && (
        <button type="submit" class="btn" disabled={form.is_sending}>
          {texts.one}
        </button>
      )}
    </form>
  )
}
