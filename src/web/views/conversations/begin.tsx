/** A conversation with somebody, or with some of them as a group. */
import { type Signal, useSignal } from '@preact/signals'
import { call } from '../../api/client.ts'
import { ChoiceField, Field } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { members } from '../../state/people.ts'
import { readAgain } from '../../state/reading.ts'
import { address, go } from '../../state/route.ts'
import { account } from '../../state/session.ts'
import { work } from '../../texts/work.ts'

export function Begin({ isOpen }: { isOpen: Signal<boolean> }) {
  const others = members().filter((one) => one.status === 'active' && one.id !== account.value?.member.id)
  const to = useSignal('')
  const title = useSignal('')
  const left = useSignal<ReadonlySet<string>>(new Set())
  const form = useForm(async () => {
    const ids = others.map((one) => one.id).filter((id) => !left.value.has(id))
    const body = to.value
      ? { kind: 'direct' as const, member_id: to.value }
      : { kind: 'group' as const, title: title.value.trim(), member_ids: ids }
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
          ['', work.conversations.group],
          ...others.map(({ id, name }): [string, string] => [id, name]),
        ]}
        wrong={form.wrong('member_id')}
      />
      {!to.value && (
        <>
          <Field
            label={work.conversations.title}
            value={title.value}
            onValue={(value) => {
              title.value = value
            }}
            wrong={form.wrong('title')}
          />
          <fieldset class="checks long-checks">
            <legend>{work.conversations.withWhom}</legend>
            {others.map(({ id, name }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={!left.value.has(id)}
                  onChange={() => {
                    left.value = toggled(left.value, id)
                  }}
                />
                <span>{name}</span>
              </label>
            ))}
          </fieldset>
          {form.wrong('member_ids') && <p class="said">{form.wrong('member_ids')}</p>}
        </>
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

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.symmetricDifference(new Set([id]))
}
