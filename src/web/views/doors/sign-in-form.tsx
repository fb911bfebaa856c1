/**
 * Signing in by a password, and in a second step by a code, where the account asks for one. What was
 * written first stays in the form until then, and nowhere else.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { call, Refused } from '../../api/client.ts'
import { Field } from '../../parts/field.tsx'
import { type Form, useForm } from '../../parts/use-form.ts'
import { enter } from '../../state/session.ts'
import { doors } from '../../texts/doors.ts'
import { t } from '../../texts/texts.ts'

interface Props {
  invitation?: string
  label: string
  explain: (refused: Refused) => string | null
  onEntered: () => void
  /** Above the fields, as long as nothing else is said there. */
  above?: ComponentChildren
  /** Beside the password. */
  aside?: ComponentChildren
  below?: ComponentChildren
}

export function SignInForm({ invitation, label, explain, onEntered, above, aside, below }: Props) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const form = useForm(async () => {
    const given = { ...(code !== null && { code }), ...(invitation !== undefined && { invitation }) }
    try {
      enter(await call('POST /api/v1/auth/signin', { body: { email, password, ...given } }))
    } catch (error) {
      // The first step is done.
      if (code === null && isRefusal(error, 'second_factor_required')) return setCode('')
      if (isRefusal(error, 'wrong_credentials')) setCode(null)
      throw error
    }
    onEntered()
  }, explain)
  const said = form.said ?? (form.wrong('invitation') && doors.door.invitationIsOver)
  return (
    <form onSubmit={form.submit} noValidate>
      {!said && above}
      {said && (
        <p class="said" role="alert">
          {said}
        </p>
      )}
      {code === null ? (
        <>
          <Field
            label={t.email}
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onValue={setEmail}
            wrong={form.wrong('email')}
            autoFocus
            required
          />
          <Field
            label={t.password}
            type="password"
            name="password"
            autoComplete="current-password"
            value={password}
            onValue={setPassword}
            wrong={form.wrong('password')}
            aside={aside}
            required
          />
        </>
      ) : (
        <CodeFields code={code} onCode={setCode} form={form} />
      )}
      <button type="submit" class="btn main big" disabled={form.is_sending}>
        {label}
      </button>
      {code === null ? (
        below
      ) : (
        <p class="under-form">
          <button type="button" class="link" onClick={() => setCode(null)}>
            {doors.door.anotherAccount}
          </button>
        </p>
      )}
    </form>
  )
}

function CodeFields({ code, onCode, form }: { code: string; onCode: (code: string) => void; form: Form }) {
  const [isRecovery, setRecovery] = useState(false)
  useEffect(() => document.querySelector<HTMLInputElement>('input[name=code]')?.focus(), [isRecovery])
  const change = () => {
    onCode('')
    setRecovery(!isRecovery)
  }
  return (
    <Field
      // Another field: what a browser knows of one, it would offer for the other.
      key={`${isRecovery}`}
      label={isRecovery ? doors.door.recoveryCode : doors.door.code}
      name="code"
      autoComplete={isRecovery ? 'off' : 'one-time-code'}
      inputMode={isRecovery ? 'text' : 'numeric'}
      value={code}
      onValue={onCode}
      hint={isRecovery ? doors.door.recoveryHint : doors.door.codeHint}
      wrong={form.wrong('code') && doors.door.wrongCode}
      aside={
        <button type="button" class="link" onClick={change}>
          {isRecovery ? doors.door.useApp : doors.door.useRecovery}
        </button>
      }
      required
    />
  )
}

function isRefusal(error: unknown, code: string): boolean {
  return error instanceof Refused && error.problem.code === code
}
