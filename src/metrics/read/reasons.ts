/**
 * Why something is missing: a sentence for people, and a code for programs. A sentence may be put
 * better one day; its code stays.
 */

const CODES = {
  not_begun: ['before the organization began', 'the organization had not begun'],
  not_built: ['it is being counted for this version of Almanac: ask again in a few minutes'],
  day_not_over: ['the day has not ended'],
  period_not_over: ['the period has not ended'],
  immature: ['immature'],
  nothing_before: [
    'no users before',
    'nobody was active in the week before',
    'there were no new users in the week before',
    'there was nothing in the period before',
  ],
  nobody: [
    'nobody was active',
    'nobody was active in the 30 days before',
    'nobody began',
    'nobody was hired',
    'no users',
  ],
  nothing: [
    'no sessions',
    'no values',
    'no text was generated',
    'there are no tasks',
    'no task was created',
    'no task was completed',
    'no task was completed that had been in progress',
  ],
  present_only: ['known of the present only, not of a past day'],
  nothing_asked: ['no requests in the last 60 minutes', 'nothing was asked of the cache'],
  too_few_days: [
    'fewer than four of each weekday',
    'four weeks before a day are needed',
    'weekdays can be told from a trend from 21 days on',
    /\bneeds (two|three|\d+) (days|values)$/,
    /^two periods of \d+ whole days are needed$/,
  ],
  too_even: [
    'every day is the same',
    'every week is the same',
    'every week was the same so far: there is no error to learn from',
    'the mean is not above zero',
  ],
  too_alike: ['each day is too much like the one before'],
  level_shift: ['the level has shifted within the last four weeks'],
  no_skill: ['the forecast has been no better than repeating the week before'],
  counts_only: [/^only for counts of a day: /],
  days_only: ['only of whole days: 7d, 30d, 90d, 365d or a range'],
  no_hours: [/^has no hours: /],
  no_such_day: ['one of the two days never was in this time zone'],
  /** Of a sentence that stands nowhere above, which a test finds out. */
  other: [],
} as const satisfies Record<string, readonly (string | RegExp)[]>

export type ReasonCode = keyof typeof CODES
export const REASON_CODES = Object.keys(CODES) as ReasonCode[]

const EXACT = new Map<string, ReasonCode>()
const PATTERNS: [RegExp, ReasonCode][] = []
for (const code of REASON_CODES) {
  for (const sentence of CODES[code]) {
    if (typeof sentence === 'string') EXACT.set(sentence, code)
    else PATTERNS.push([sentence, code])
  }
}

/** Of several reasons that of the last, which is the one that is missed most. */
export function codeOf(reason: string): ReasonCode {
  const sentence = reason.slice(reason.lastIndexOf('; ') + 1).trimStart()
  return (
    EXACT.get(reason) ?? EXACT.get(sentence) ?? PATTERNS.find(([one]) => one.test(sentence))?.[1] ?? 'other'
  )
}

/** With its code beside its reason, where it has one. */
export function coded<T extends { reason?: string }>(part: T): T & { code?: ReasonCode } {
  return part.reason === undefined ? part : { ...part, code: codeOf(part.reason) }
}
