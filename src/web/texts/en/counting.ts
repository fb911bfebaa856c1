/** How English counts. */
import { count } from '../../format/numbers.ts'

const rules = new Intl.PluralRules('en')

/** "1 day", "2 days" */
export function of(value: number, one: string, other = `${one}s`): string {
  return `${count(value)} ${rules.select(value) === 'one' ? one : other}`
}

export function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
