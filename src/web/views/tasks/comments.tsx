import { useSignal } from '@preact/signals'
import { call } from '../../api/client.ts'
import { initials } from '../../format/names.ts'
import { Mentions } from '../../parts/mentions.tsx'
import { useForm } from '../../parts/use-form.ts'
import { When } from '../../parts/when.tsx'
import { nameOfMember } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { isAtLeast } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'

export function Comments({ task_id }: { task_id: string }) {
  const { value } = reading(60_000, 'GET /api/v1/tasks/{id}/comments', {
    params: { id: task_id },
    query: { limit: 100 },
  }).value
  return (
    <section aria-label={work.tasks.comments}>
      <h3>{work.tasks.comments}</h3>
      <ul class="comments">
        {value?.items.map((one) => {
          const name = one.author_id ? nameOfMember(one.author_id) : t.anApp
          return (
            <li key={one.id}>
              <span class="who s" aria-hidden="true">
                {initials(name)}
              </span>
              <div>
                <p class="small">
                  <b>{name}</b>{' '}
                  <span class="faint">
                    <When at={one.created_at} />
                  </span>
                </p>
                <p class="small text">
                  <Mentions text={one.body} />
                </p>
              </div>
            </li>
          )
        })}
      </ul>
      {isAtLeast('member') && <Write task_id={task_id} />}
    </section>
  )
}

function Write({ task_id }: { task_id: string }) {
  const body = useSignal('')
  const form = useForm(async () => {
    await call('POST /api/v1/tasks/{id}/comments', {
      params: { id: task_id },
      body: { body: body.value.trim() },
    })
    body.value = ''
    await readAgain((route) => route.includes('/comments') && route.includes(task_id))
  })
  return (
    <form onSubmit={form.submit}>
      <textarea
        class="panel-text"
        aria-label={work.tasks.writeComment}
        placeholder={work.tasks.writeComment}
        rows={2}
        value={body.value}
        onInput={(event) => {
          body.value = event.currentTarget.value
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit()
        }}
      />
      {form.said && <p class="said">{form.said}</p>}
      {body.value.trim() && (
        <button type="submit" class="btn" disabled={form.is_sending}>
          {work.tasks.comment}
        </button>
      )}
    </form>
  )
}
