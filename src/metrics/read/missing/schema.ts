/** What answers with statistics have in common. */
import { t } from 'elysia'
import { AvailableOn, ReasonCode } from '../dashboard/schema.ts'

/** Why what is null is so. */
export const MISSING = {
  reason: t.Optional(t.String({ description: 'Why what is null is so.' })),
  code: t.Optional(ReasonCode),
  available_on: AvailableOn,
}

export const Interval = t.Object({ low: t.Number(), high: t.Number() })
