/** You: who you are, your password, where you are signed in, what you are told, and how the page looks. */
import { useSignal } from '@preact/signals'
import type { NotificationPreferences, Session } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { whenIn } from '../../format/calendar.ts'
import { dayIn } from '../../format/days.ts'
import { deviceOf } from '../../format/device.ts'
import { isLanguage, LANGUAGES } from '../../format/locale.ts'
import { attempt } from '../../parts/attempt.ts'
import { Choice } from '../../parts/choice.tsx'
import { ChosenSelect } from '../../parts/chosen.tsx'
import { Field } from '../../parts/field.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { preferLanguage, preferSingleKeys, preferTheme, saveViews } from '../../state/preferences.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { account, today, zone } from '../../state/session.ts'
import { singleKeys } from '../../state/single-keys.ts'
import { chosenTheme } from '../../state/theme.ts'
import { administration } from '../../texts/administration.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'
import { Email } from './email.tsx'
import { IdentitiesSheet } from './identities.tsx'
import { isPasswordKnown, OwnerFields, useOwner } from './owner-fields.tsx'
import { SecondFactorSheet } from './second-factor/second-factor.tsx'

export function AccountView() {
  const user = account.value?.user
  if (!user) return null
  return (
    <div class="body narrow-body">
      <Sheet title={user.name} note={user.email}>
        <div class="stack">
          <Name />
          <Email />
        </div>
      </Sheet>
      <Sessions />
      <IdentitiesSheet />
      {isPasswordKnown() && (
        <>
          <Sheet title={t.password}>
            <ChangePassword />
          </Sheet>
          <SecondFactorSheet />
        </>
      )}
      <Preferences />
      <SavedViews />
      <Sheet title={administration.accountView.look}>
        <div class="stack">
          <Languages />
          <Choice
            label={administration.accountView.theme}
            value={chosenTheme.value}
            options={[
              ['light', t.frame.theme.light],
              ['dark', t.frame.theme.dark],
              ['system', t.frame.theme.system],
            ]}
            onValue={(theme) => void attempt(() => preferTheme(theme))}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={singleKeys.value}
              onChange={({ currentTarget: { checked } }) => void attempt(() => preferSingleKeys(checked))}
            />
            <span>{administration.accountView.singleKeys}</span>
          </label>
        </div>
      </Sheet>
    </div>
  )
}

function Name() {
  const name = useSignal(account.value?.user.name ?? '')
  const form = useForm(async () => {
    const { user } = await call('PATCH /api/v1/auth/me', { body: { name: name.value } })
    if (account.value) account.value = { ...account.value, user }
    say(t.saved)
  })
  return (
    <form class="inline-form" onSubmit={form.submit} noValidate>
      <Field
        label={doors.door.yourName}
        autoComplete="name"
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        wrong={form.wrong('name')}
      />
      <button
        type="submit"
        class="btn"
        disabled={form.is_sending || name.value.trim() === (account.value?.user.name ?? '')}
      >
        {t.save}
      </button>
    </form>
  )
}

function Languages() {
  const chosen: string = account.value?.user.preferences.language ?? ''
  return (
    <label class="field">
      <span>{administration.accountView.language}</span>
      <ChosenSelect
        value={chosen}
        options={[['', administration.accountView.asBrowser], ...Object.entries(LANGUAGES)]}
        onChosen={(value) => void attempt(() => preferLanguage(isLanguage(value) ? value : null))}
      />
    </label>
  )
}

function SavedViews() {
  const views = account.value?.user.preferences.views ?? []
  if (views.length === 0) return null
  return (
    <Sheet title={administration.accountView.views}>
      <ul class="plain">
        {views.map((one) => (
          <li key={one.name}>
            <a href={one.address}>{one.name}</a>{' '}
            <button
              type="button"
              class="link"
              aria-label={administration.accountView.forgetView(one.name)}
              onClick={() => void attempt(() => saveViews(views.filter((other) => other !== one)))}
            >
              {administration.accountView.forget}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Sessions() {
  const sessions = reading(300_000, 'GET /api/v1/auth/sessions').value
  const others = (sessions.value?.items.length ?? 1) - 1
  const endOthers = async () => {
    await call('DELETE /api/v1/auth/sessions')
    say(administration.accountView.othersEnded)
    await readAgain((route) => route.includes('/sessions'))
  }
  const more = others > 0 && (
    <button type="button" class="btn" onClick={() => void attempt(endOthers)}>
      {administration.accountView.endOthers}
    </button>
  )
  return (
    <Sheet title={administration.accountView.sessions} isWide right={more}>
      <Read from={sessions} height={100}>
        {({ items }) => (
          <table>
            <caption class="hidden">{administration.accountView.sessions}</caption>
            <thead>
              <tr>
                <th scope="col">{administration.accountView.device}</th>
                <th scope="col" class="wide">
                  {administration.accountView.address}
                </th>
                <th scope="col">{administration.accountView.lastUsed}</th>
                <th scope="col">
                  <span class="hidden">{t.frame.more}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <SessionRow key={one.id} session={one} />
              ))}
            </tbody>
          </table>
        )}
      </Read>
    </Sheet>
  )
}

function SessionRow({
  session: { id, user_agent, address, last_used_at, is_current },
}: {
  session: Session
}) {
  const at = new Date(last_used_at)
  const end = async () => {
    await call('DELETE /api/v1/auth/sessions/{id}', { params: { id } })
    say(administration.accountView.ended)
    await readAgain((route) => route.includes('/sessions'))
  }
  return (
    <tr>
      <td>
        <b>{deviceOf(user_agent) || administration.accountView.unknownDevice}</b>{' '}
        {is_current && <span class="tag blue">{administration.accountView.thisOne}</span>}
      </td>
      <td class="dim wide">{address}</td>
      <td class="dim">{whenIn(zone.value, at, today.value, dayIn(zone.value, at))}</td>
      <td class="num">
        {!is_current && (
          <button type="button" class="link" onClick={() => void attempt(end)}>
            {t.frame.signOut}
          </button>
        )}
      </td>
    </tr>
  )
}

function ChangePassword() {
  const owner = useOwner()
  const next = useSignal('')
  const form = useForm(async () => {
    await call('POST /api/v1/auth/change-password', { body: { ...owner.body(), new_password: next.value } })
    owner.clear()
    next.value = ''
    say(administration.accountView.passwordChanged)
    await readAgain((route) => route.includes('/sessions'))
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <input
        type="text"
        class="hidden"
        autoComplete="username"
        value={account.value?.user.email ?? ''}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <OwnerFields owner={owner} form={form} />
      <Field
        label={doors.door.newPassword}
        type="password"
        autoComplete="new-password"
        value={next.value}
        onValue={(value) => {
          next.value = value
        }}
        hint={doors.door.passwordHint}
        wrong={form.wrong('new_password')}
      />
      {form.said && <p class="said">{form.said}</p>}
      <div>
        <button type="submit" class="btn" disabled={form.is_sending || !owner.isComplete || !next.value}>
          {doors.door.setPassword}
        </button>
      </div>
    </form>
  )
}

function Preferences() {
  const preferences = reading(null, 'GET /api/v1/notifications/preferences').value
  const set = async (kind: keyof NotificationPreferences, isOn: boolean) => {
    await call('PATCH /api/v1/notifications/preferences', { body: { [kind]: isOn } })
    await readAgain((route) => route.includes('/preferences'))
  }
  return (
    <Sheet title={administration.accountView.told}>
      <Read from={preferences} height={120}>
        {(value) => (
          <div class="checks">
            {(Object.keys(value) as (keyof NotificationPreferences)[]).map((kind) => (
              <label key={kind}>
                <input
                  type="checkbox"
                  checked={value[kind]}
                  onChange={({ currentTarget: { checked } }) => void attempt(() => set(kind, checked))}
                />
                <span>{administration.accountView.kinds(kind)}</span>
              </label>
            ))}
          </div>
        )}
      </Read>
    </Sheet>
  )
}
