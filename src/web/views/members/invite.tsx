import { type Signal, useSignal } from '@preact/signals'
import type { RoleName } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { CopyBox } from '../../parts/copy-box.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ChoiceField, Field } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { readAgain } from '../../state/reading.ts'
import { instance } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'

const INVITED_AS: readonly RoleName[] = ['member', 'viewer', 'admin']

export function InviteButton() {
  const isOpen = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="btn main"
        onClick={() => {
          isOpen.value = true
        }}
      >
        {administration.members.invite}
      </button>
      <Dialog isOpen={isOpen} title={administration.members.invite}>
        <Invite isOpen={isOpen} />
      </Dialog>
    </>
  )
}

/** Shown this once, whatever becomes of the clipboard. */
export function InvitationLink({ email, token }: { email: string; token: string }) {
  const link = `${location.origin}/#/accept-invitation?token=${token}`
  return (
    <>
      <p class="small">{administration.members.invited(email, instance.value?.mail ?? false)}</p>
      <CopyBox text={link} label={administration.members.copyLink} />
    </>
  )
}

function Invite({ isOpen }: { isOpen: Signal<boolean> }) {
  const email = useSignal('')
  const role = useSignal<RoleName>('member')
  const made = useSignal<string | null>(null)
  const form = useForm(async () => {
    const body = { email: email.value.trim(), role: role.value }
    made.value = (await call('POST /api/v1/invitations', { body })).token
    await readAgain((route) => route.includes('/invitations'))
  })
  const close = (
    <button
      type="button"
      class="btn"
      onClick={() => {
        isOpen.value = false
      }}
    >
      {made.value ? t.close : t.cancel}
    </button>
  )
  if (made.value) {
    return (
      <>
        <InvitationLink email={email.value.trim()} token={made.value} />
        <div class="actions">{close}</div>
      </>
    )
  }
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={t.email}
        type="email"
        name="email"
        value={email.value}
        onValue={(value) => {
          email.value = value
        }}
        wrong={form.wrong('email') ?? form.said ?? undefined}
        autoFocus
      />
      <ChoiceField
        label={administration.members.as}
        value={role.value}
        onValue={(value) => {
          role.value = INVITED_AS.find((one) => one === value) ?? 'member'
        }}
        options={INVITED_AS.map((one) => [one, administration.members.rolesAtLength[one]])}
      />
      <div class="actions">
        {close}
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {administration.members.inviteNow}
        </button>
      </div>
    </form>
  )
}
