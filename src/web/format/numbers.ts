/** Numbers as the design writes them: a minus is "−", what is missing "–". */
import { inLocale, spoken } from './locale.ts'

export const MISSING = '–'

const ONE = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const
const FORMATS = {
  whole: { maximumFractionDigits: 0 },
  tenth: ONE,
  percent: { ...ONE, style: 'unit', unit: 'percent' },
  wholePercent: { maximumFractionDigits: 0, style: 'unit', unit: 'percent' },
  upToTenth: { maximumFractionDigits: 1 },
  upToHundredth: { maximumFractionDigits: 2 },
  compact: { notation: 'compact', maximumFractionDigits: 1 },
  hours: { style: 'unit', unit: 'hour', unitDisplay: 'long', maximumFractionDigits: 1 },
  days: { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1 },
} as const satisfies Record<string, Intl.NumberFormatOptions>

function written(format: keyof typeof FORMATS, value: number): string {
  const text = inLocale(format, (locale) => new Intl.NumberFormat(locale, FORMATS[format])).format(value)
  return text.replace('-', '−')
}

/** "1,250" */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : written('whole', value)
}

interface Counted {
  total?: number
  total_at_least?: number
}

/** How many a list has, without some: "1,250", and "10,000+" where it was not counted further. */
export function totalOf({ total, total_at_least }: Counted, without = 0): string {
  return total_at_least === undefined ? count((total ?? 0) - without) : `${count(total_at_least - without)}+`
}

/** Of several lists together. */
export function sumOf(lists: readonly Counted[]): Counted {
  const sum = lists.reduce((all, one) => all + leastOf(one), 0)
  return lists.some((one) => one.total_at_least !== undefined) ? { total_at_least: sum } : { total: sum }
}

/** How many it has at least. */
export function leastOf({ total, total_at_least }: Counted): number {
  return total ?? total_at_least ?? 0
}

/** As `count`, and over 100,000 as "1.2M". */
export function shortCount(value: number | null): string {
  return value !== null && Math.abs(value) > 100_000
    ? spoken.language === 'en'
      ? written('compact', value).toUpperCase()
      : written('compact', value)
    : count(value)
}

/** "12.5%" */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : written('percent', value)
}

/** "12%" */
export function wholePercent(value: number): string {
  return written('wholePercent', value)
}

/** "+4.1%" */
export function signedPercent(value: number): string {
  return `${value > 0 ? '+' : ''}${percent(value)}`
}

/** One decimal at most: "1.7", "6" */
export function plain(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : written('upToTenth', value)
}

/** One decimal, always: "3.0" */
export function toTenth(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : written('tenth', value)
}

/** Two decimals at most: "0.02" */
export function toHundredth(value: number): string {
  return written('upToHundredth', value)
}

/** Minutes: "4.3 min", from an hour on "1 h 12 min" */
export function minutes(value: number | null): { figure: string; unit: string } {
  if (value === null) return { figure: MISSING, unit: '' }
  if (value < 60) return { figure: plain(value), unit: 'min' }
  const all = Math.round(value)
  return { figure: `${Math.floor(all / 60)} h ${all % 60}`, unit: 'min' }
}

/** Hours: "20.5 hours", from two days on "7.1 days" */
export function hours(value: number | null): string {
  if (value === null) return MISSING
  return value < 48 ? written('hours', value) : written('days', value / 24)
}

/** "13 B", "35 MB", "1.2 GB" */
export function bytes(value: number): string {
  if (value < 1e3) return `${plain(value)} B`
  if (value < 1e6) return `${plain(value / 1e3)} kB`
  return value < 1e9 ? `${plain(value / 1e6)} MB` : `${plain(value / 1e9)} GB`
}
