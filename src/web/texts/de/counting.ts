/** How German counts. */
import { count } from '../../format/numbers.ts'

const rules = new Intl.PluralRules('de')

/** "1 Tag", "2 Tage" */
export function of(value: number, one: string, other: string): string {
  return `${count(value)} ${rules.select(value) === 'one' ? one : other}`
}

export const days = (n: number) => of(n, 'Tag', 'Tage')
export const people = (n: number) => of(n, 'Person', 'Personen')
export const tasks = (n: number) => of(n, 'Aufgabe', 'Aufgaben')
export const requests = (n: number) => of(n, 'Anfrage', 'Anfragen')

export function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
