import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../../http/schema.ts'
import { Code } from '../schema.ts'

const CurrentPassword = t.String({ maxLength: 200 })

export const Enrol = t.Object({ current_password: CurrentPassword })

export const Enrolment = t.Object({
  secret: t.String({ description: 'Base32, to type into an authenticator app.' }),
  otpauth_uri: t.String({ description: 'The same as an address, for a QR code.' }),
  expires_at: Instant,
})

export const ConfirmEnrolment = t.Object({ code: Code })

export const ProveOwner = t.Object({ current_password: CurrentPassword, code: Code })

export const RecoveryCodes = t.Object({
  recovery_codes: t.Array(t.String(), {
    description: 'Each stands in for a code once. They are shown this once.',
  }),
})

export const SecondFactor = t.Object({
  enabled: t.Boolean(),
  enabled_at: OrNull(Instant),
  recovery_codes_left: t.Integer(),
})

export type Enrol = Static<typeof Enrol>
export type Enrolment = Static<typeof Enrolment>
export type ConfirmEnrolment = Static<typeof ConfirmEnrolment>
export type ProveOwner = Static<typeof ProveOwner>
export type RecoveryCodes = Static<typeof RecoveryCodes>
export type SecondFactor = Static<typeof SecondFactor>
