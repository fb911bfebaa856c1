/** How often one may ask, by class of route. What counts is in access/limits.ts. */

/** Base limits; a plan multiplies them. */
export const BASE_LIMITS = {
  read: { count: 600, per: 'min' },
  write: { count: 300, per: 'min' },
  search: { count: 120, per: 'min' },
  'metrics.dashboard': { count: 10, per: 'min' },
  'metrics.cohorts': { count: 30, per: 'min' },
  'metrics.activity': { count: 20, per: 'min' },
  'metrics.statistics': { count: 30, per: 'min' },
  'metrics.trends': { count: 30, per: 'min' },
  'metrics.export': { count: 10, per: 'h' },
  'events.write': { count: 6_000, per: 'min' },
  'events.import': { count: 60, per: 'min' },
  'auth.sign_in': { count: 10, per: 'min' },
  'auth.sign_up': { count: 10, per: 'min' },
  'auth.refresh': { count: 30, per: 'min' },
  'auth.mail': { count: 5, per: 'min' },
  'board.jobs': { count: 60, per: 'min' },
  'board.job': { count: 120, per: 'min' },
  'board.apply': { count: 10, per: 'min' },
  'instance.demo': { count: 10, per: 'h' },
  public: { count: 600, per: 'min' },
} as const satisfies Record<string, Rate>

export type LimitClass = keyof typeof BASE_LIMITS
export const LIMIT_CLASSES = Object.keys(BASE_LIMITS) as LimitClass[]

/** Those of whoever is known; the others count by address. */
export const OWN_CLASSES: readonly LimitClass[] = [
  'read',
  'write',
  'search',
  'metrics.dashboard',
  'metrics.trends',
  'metrics.statistics',
  'metrics.cohorts',
  'metrics.activity',
  'metrics.export',
  'events.write',
  'events.import',
  'auth.mail',
]

export interface Rate {
  count: number
  per: keyof typeof WINDOW_MS
}

export type RateLimits = 'off' | Readonly<Record<LimitClass, Rate>>

export const WINDOW_MS = { s: 1_000, min: 60_000, h: 3_600_000 } as const

/**
 * Reads `on`, `off`, or overrides by class: `metrics.dashboard=60/min,*=1000000/min`. `*` stands
 * for every class that is not named.
 *
 * @throws Error that says what is wrong.
 */
export function parseRateLimits(text: string): RateLimits {
  if (text === 'off') return 'off'
  if (text === 'on') return BASE_LIMITS
  const overrides = new Map<string, Rate>()
  for (const part of text.split(',')) {
    const match = /^\s*([\w.*]+)\s*=\s*(\d{1,12})\s*\/\s*(s|min|h)\s*$/.exec(part)
    const [, name = '', count, per] = match ?? []
    if (!match || Number(count) < 1) throw new Error(`"${part.trim()}" is not like metrics.dashboard=60/min`)
    if (name !== '*' && !Object.hasOwn(BASE_LIMITS, name)) {
      throw new Error(`there is no class "${name}"; there are ${LIMIT_CLASSES.join(', ')} and *`)
    }
    overrides.set(name, { count: Number(count), per: per as Rate['per'] })
  }
  const rates = LIMIT_CLASSES.map((name) => [
    name,
    overrides.get(name) ?? overrides.get('*') ?? BASE_LIMITS[name],
  ])
  return Object.fromEntries(rates) as Record<LimitClass, Rate>
}
