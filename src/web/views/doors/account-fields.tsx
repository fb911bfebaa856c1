/** The fields with which an account begins. */

import { timeIn } from '../../format/dates.ts'
import { zones } from '../../format/zones.ts'
import { ChoiceField, Field } from '../../parts/field.tsx'
import type { Form } from '../../parts/use-form.ts'
import { now } from '../../state/clock.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'

export interface NewAccount {
  name: string
  email: string
  password: string
  organization: string
  time_zone: string
}

export function emptyAccount(): NewAccount {
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return { name: '', email: '', password: '', organization: '', time_zone }
}

interface Props {
  account: NewAccount
  change: (changes: Partial<NewAccount>) => void
  form: Form
}

export function PersonFields({ account, change, form }: Props) {
  return (
    <>
      <div class="two-in">
        <Field
          label={doors.door.yourName}
          name="name"
          autoComplete="name"
          value={account.name}
          onValue={(name) => change({ name })}
          wrong={form.wrong('name')}
          required
        />
        <Field
          label={t.email}
          type="email"
          name="email"
          autoComplete="username"
          value={account.email}
          onValue={(email) => change({ email })}
          wrong={form.wrong('email')}
          required
        />
      </div>
      <Field
        label={t.password}
        type="password"
        name="password"
        autoComplete="new-password"
        value={account.password}
        onValue={(password) => change({ password })}
        hint={doors.door.passwordHint}
        wrong={form.wrong('password')}
        required
      />
    </>
  )
}

export function OrganizationFields({ account, change, form }: Props) {
  return (
    <>
      <Field
        label={t.organization}
        name="organization"
        autoComplete="organization"
        value={account.organization}
        onValue={(organization) => change({ organization })}
        wrong={form.wrong('organization.name')}
        required
      />
      <ChoiceField
        label={t.timeZone}
        name="time_zone"
        value={account.time_zone}
        onValue={(time_zone) => change({ time_zone })}
        options={zones(Intl.DateTimeFormat().resolvedOptions().timeZone).map((zone) => [
          zone,
          t.zoneNow(zone, timeIn(zone, now.value)),
        ])}
        hint={doors.door.zoneHint}
        wrong={form.wrong('time_zone')}
      />
    </>
  )
}

export function signUpBody({ name, email, password, ...found }: NewAccount) {
  return { name, email, password, ...foundBy(found) }
}

export function foundBy({ organization, time_zone }: Pick<NewAccount, 'organization' | 'time_zone'>) {
  return { organization: { name: organization, time_zone } }
}
