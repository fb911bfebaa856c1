import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../../http/schema.ts'
import { Code, Email, Secret } from '../schema.ts'

export const RequestEmailChange = t.Object({
  new_email: Email,
  current_password: t.String({ maxLength: 200 }),
  code: t.Optional(Code),
})

export const ConfirmEmailChange = t.Object({ token: Secret })

export const EmailChange = t.Object({
  new_email: OrNull(t.String(), { description: 'What waits to be confirmed; null where nothing does.' }),
  expires_at: OrNull(Instant, { description: 'Until when its link works.' }),
})

export type RequestEmailChange = Static<typeof RequestEmailChange>
export type EmailChange = Static<typeof EmailChange>
