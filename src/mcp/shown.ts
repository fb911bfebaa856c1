/** What an agent is shown of an answer: what it needs, and no more than it can read. */
import { isObject, type Json } from './rpc.ts'

export interface Shown {
  /** Fields that are left out, of the thing, or of a list and each in it. */
  hides?: readonly string[]
}

/** Of one of many, enough to know what it is about. */
const TEXT_IN_LIST = 300
const TEXT_ALONE = 50_000
/** As JSON. */
const LONGEST = 150_000

/** Of what is more than that. */
export class TooMuchToShowError extends Error {}

/** @throws TooMuchToShowError */
export function shown(answer: unknown, { hides = [] }: Shown): Json {
  const content = isObject(answer) ? answer : { value: answer ?? null }
  const of = isObject(answer) && Array.isArray(answer.items) ? listed(answer, hides) : alone(content, hides)
  if (JSON.stringify(of).length > LONGEST) throw new TooMuchToShowError()
  return of
}

function listed(list: Json, hides: readonly string[]): Json {
  const items = (list.items as unknown[]).map((one) => without(cut(one, TEXT_IN_LIST), hides))
  return { ...(without(list, hides) as Json), items }
}

function alone(content: Json, hides: readonly string[]): Json {
  return without(cut(content, TEXT_ALONE), hides) as Json
}

function without(value: unknown, hides: readonly string[]): unknown {
  if (!isObject(value) || hides.length === 0) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !hides.includes(key)))
}

/** With every text in it no longer than so many characters. */
export function cut(value: unknown, most: number): unknown {
  if (typeof value === 'string') return value.length > most ? shortenedTo(value, most) : value
  if (Array.isArray(value)) return value.map((one) => cut(one, most))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cut(one, most)]))
}

function shortenedTo(text: string, most: number): string {
  return `${text.slice(0, most).toWellFormed()}… [cut: ${text.length - most} more characters]`
}
