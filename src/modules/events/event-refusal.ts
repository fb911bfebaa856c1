/** Why an event is not taken: a code that stays, what a sentence about it needs, and such a sentence. */
export const REFUSAL_CODES = [
  'no_object',
  'unknown_field',
  'missing',
  'no_text',
  'empty',
  'too_long',
  'not_storable',
  'no_flag',
  'too_deep',
  'inexact_number',
  'no_instant',
  'no_number',
  'before_1970',
  'in_the_future',
  'seconds_as_milliseconds',
  'no_json',
  'columns',
  'line_too_long',
  'no_utf8',
  'open_quote',
  'stray_quote',
  'text_after_quote',
] as const

export type RefusalCode = (typeof REFUSAL_CODES)[number]
export type RefusalParams = Record<string, string | number>

export interface WiredRefusal {
  code: string
  params: RefusalParams
  reason: string
}

/** Returned where an event is checked, and thrown out of what reads a line. */
export class EventRefusal extends Error {
  constructor(
    readonly code: RefusalCode,
    /** The sentence, in English. */
    readonly reason: string,
    /** `field` names the field, where it is one. */
    readonly params: RefusalParams = {},
  ) {
    super(reason)
  }

  get wired(): WiredRefusal {
    const { code, params, reason } = this
    return { code, params, reason }
  }
}

/** Of a field, whose name stands before what is wrong with it. */
export function refusalOf(
  field: string,
  code: RefusalCode,
  problem: string,
  params?: RefusalParams,
): EventRefusal {
  return new EventRefusal(code, `${field} ${problem}`, { field, ...params })
}
