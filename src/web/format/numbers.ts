/** Numbers as the design writes them: a minus is "−", what is missing "–". */
import { locale } from './locale.ts'

export const MISSING = '–'

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const upToTenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
const upToHundredth = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })

function minus(text: string): string {
  return text.replace('-', '−')
}

/** "1,250" */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : minus(whole.format(value))
}

/** As `count`, and over 100,000 as "1.2M". */
export function shortCount(value: number | null): string {
  return value !== null && Math.abs(value) > 100_000
    ? minus(compact.format(value).toUpperCase())
    : count(value)
}

/** "12.5%" */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : `${minus(tenth.format(value))}%`
}

/** "+4.1%" */
export function signedPercent(value: number): string {
  return `${value > 0 ? '+' : ''}${percent(value)}`
}

/** One decimal at most: "1.7", "6" */
export function plain(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : minus(upToTenth.format(value))
}

/** One decimal, always: "3.0" */
export function toTenth(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : minus(tenth.format(value))
}

/** Two decimals at most: "0.02" */
export function toHundredth(value: number): string {
  return minus(upToHundredth.format(value))
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
  return value < 48 ? `${plain(value)} hours` : `${plain(value / 24)} days`
}

/** "35 MB", "1.2 GB" */
export function bytes(value: number): string {
  if (value < 1e6) return `${plain(value / 1e3)} kB`
  return value < 1e9 ? `${plain(value / 1e6)} MB` : `${plain(value / 1e9)} GB`
}
