/** What somebody proves by that an account is theirs, before something changes by which they sign in to it. */
import { type Signal, useSignal } from '@preact/signals'
import { Field } from '../../parts/field.tsx'
import type { Form } from '../../parts/use-form.ts'
import { reading } from '../../state/reading.ts'
import { instance } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'

export interface Owner {
  password: Signal<string>
  code: Signal<string>
  /** Whether a code is asked for. */
  isSecured: boolean
  isComplete: boolean
  body(): { current_password: string; code?: string }
  clear(): void
}

/** Where the provider of single sign-on is the only way in, nobody has one to prove anything by. */
export function isPasswordKnown(): boolean {
  return !instance.value?.single_sign_on?.is_only_way
}

export function useOwner(): Owner {
  const password = useSignal('')
  const code = useSignal('')
  const isSecured = reading(30_000, 'GET /api/v1/auth/second-factor').value.value?.enabled === true
  return {
    ...{ password, code, isSecured },
    isComplete: password.value !== '' && (!isSecured || code.value !== ''),
    body: () => ({ current_password: password.value, ...(isSecured && { code: code.value }) }),
    clear() {
      password.value = ''
      code.value = ''
    },
  }
}

export function OwnerFields({ owner, form }: { owner: Owner; form: Form }) {
  return (
    <>
      <Field
        label={administration.accountView.currentPassword}
        type="password"
        autoComplete="current-password"
        value={owner.password.value}
        onValue={(value) => {
          owner.password.value = value
        }}
        wrong={form.wrong('current_password')}
      />
      {owner.isSecured && (
        <Field
          label={administration.secondFactor.code}
          autoComplete="one-time-code"
          value={owner.code.value}
          onValue={(value) => {
            owner.code.value = value
          }}
          hint={administration.secondFactor.codeOrRecovery}
          wrong={form.wrong('code') && administration.secondFactor.wrongCode}
        />
      )}
    </>
  )
}
