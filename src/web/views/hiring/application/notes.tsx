import { useSignal } from '@preact/signals'
import type { Note } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { initials } from '../../../format/names.ts'
import { attempt } from '../../../parts/attempt.ts'
import { Icon } from '../../../parts/icon.tsx'
import { Mentions } from '../../../parts/mentions.tsx'
import { Menu } from '../../../parts/menu.tsx'
import { say } from '../../../parts/toasts.tsx'
import { useForm } from '../../../parts/use-form.ts'
import { When } from '../../../parts/when.tsx'
import { nameOfMember } from '../../../state/people.ts'
import { readAgain, reading } from '../../../state/reading.ts'
import { account, isAtLeast } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'
import { t } from '../../../texts/texts.ts'

function readNotesAgain(): Promise<void> {
  return readAgain((route) => route.includes('/notes'))
}

export function Notes({ application_id: id }: { application_id: string }) {
  const { value } = reading(60_000, 'GET /api/v1/applications/{id}/notes', {
    params: { id },
    query: { limit: 100 },
  }).value
  return (
    <section aria-label={h.notes}>
      <h3>{h.notes}</h3>
      <ul class="comments">
        {value?.items.map((note) => (
          <One key={note.id} note={note} />
        ))}
      </ul>
      {isAtLeast('member') && <Write id={id} />}
    </section>
  )
}

function One({ note }: { note: Note }) {
  const { author_id, body, created_at, edited_at } = note
  const isEdited = useSignal(false)
  const name = author_id ? nameOfMember(author_id) : t.bell.aKey
  const isOwn = author_id === account.value?.member.id && isAtLeast('member')
  return (
    <li data-note={note.id}>
      <span class="who s" aria-hidden="true">
        {initials(name)}
      </span>
      <div>
        <div class="note-head small">
          <b>{name}</b>
          <span class="faint">
            <When at={created_at} />
            {edited_at && `, ${h.edited}`}
          </span>
          {isOwn && (
            <Menu label={t.frame.more} className="mark" button={<Icon name="more" />}>
              <button
                type="button"
                role="menuitem"
                onClick={() => {
                  isEdited.value = true
                }}
              >
                {h.edit}
              </button>
              <button type="button" role="menuitem" onClick={() => void discard(note)}>
                {h.delete}
              </button>
            </Menu>
          )}
        </div>
        {isEdited.value ? (
          <Edit note={note} isEdited={isEdited} />
        ) : (
          <p class="small text">
            <Mentions text={body} />
          </p>
        )}
      </div>
    </li>
  )
}

async function discard({ id: note_id, application_id: id }: Note): Promise<void> {
  await attempt(async () => {
    await call('DELETE /api/v1/applications/{id}/notes/{note_id}', { params: { id, note_id } })
    say(h.deleted(h.note), async () => {
      await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id: note_id } }))
      await readNotesAgain()
    })
  })
  await readNotesAgain()
}

function Edit({ note, isEdited }: { note: Note; isEdited: { value: boolean } }) {
  const body = useSignal(note.body)
  const params = { id: note.application_id, note_id: note.id }
  const form = useForm(async () => {
    await call('PATCH /api/v1/applications/{id}/notes/{note_id}', {
      params,
      body: { body: body.value.trim() },
    })
    isEdited.value = false
    await readNotesAgain()
  })
  return (
    <form onSubmit={form.submit}>
      <Text value={body} label={h.note} />
      {form.said && <p class="said">{form.said}</p>}
      <div class="bar-row">
        <button type="submit" class="btn" disabled={form.is_sending || !body.value.trim()}>
          {h.save}
        </button>
        <button
          type="button"
          class="btn quiet"
          onClick={() => {
            isEdited.value = false
          }}
        >
          {h.cancel}
        </button>
      </div>
    </form>
  )
}

function Write({ id }: { id: string }) {
  const body = useSignal('')
  const form = useForm(async () => {
    await call('POST /api/v1/applications/{id}/notes', { params: { id }, body: { body: body.value.trim() } })
    body.value = ''
    await readNotesAgain()
  })
  return (
    <form onSubmit={form.submit}>
      <Text value={body} label={h.writeNote} />
      {form.said && <p class="said">{form.said}</p>}
      {body.value.trim() && (
        <button type="submit" class="btn" disabled={form.is_sending}>
          {h.note}
        </button>
      )}
    </form>
  )
}

function Text({ value, label }: { value: { value: string }; label: string }) {
  return (
    <textarea
      class="panel-text"
      aria-label={label}
      placeholder={label}
      rows={2}
      value={value.value}
      onInput={(event) => {
        value.value = event.currentTarget.value
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
          event.currentTarget.form?.requestSubmit()
      }}
    />
  )
}
