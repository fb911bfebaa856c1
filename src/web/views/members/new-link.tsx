/** Another link for who is invited. Asked first: the one that was passed on works no longer. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { RoleName } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { useForm } from '../../parts/use-form.ts'
import { readAgain } from '../../state/reading.ts'
import { instance } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { InvitationLink } from './invite.tsx'

export interface Invited {
  email: string
  role: RoleName
}

type Asked = Signal<Invited | null>

export function NewLink({ asked }: { asked: Asked }) {
  const invited = asked.value
  return invited && <AskForLink key={invited.email} {...invited} asked={asked} />
}

function AskForLink({ email, role, asked }: Invited & { asked: Asked }) {
  const isOpen = useSignal(true)
  const token = useSignal<string | null>(null)
  useEffect(() => {
    if (!isOpen.value) asked.value = null
  }, [isOpen.value, asked])
  const form = useForm(async () => {
    // The token is known once: it is shown before anything else can go wrong.
    token.value = (await call('POST /api/v1/invitations', { body: { email, role } })).token
    await readAgain((route) => route.includes('/invitations'))
  })
  const { newLinkTitle, newLinkWhat, newLinkNow } = administration.members
  const close = () => {
    isOpen.value = false
  }
  return (
    <Dialog isOpen={isOpen} title={newLinkTitle(email)}>
      {token.value ? (
        <InvitationLink email={email} token={token.value} />
      ) : (
        <p class="small">{newLinkWhat(instance.value?.mail ?? false)}</p>
      )}
      {form.said && (
        <p class="said" role="alert">
          {form.said}
        </p>
      )}
      <form class="actions" onSubmit={form.submit}>
        <button type="button" class="btn" onClick={close}>
          {token.value ? t.close : t.keepAsIs}
        </button>
        {!token.value && (
          <button type="submit" class="btn main" disabled={form.is_sending}>
            {newLinkNow}
          </button>
        )}
      </form>
    </Dialog>
  )
}
