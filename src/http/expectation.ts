/** What a value must be, by its schema, in words that tell what to do. */
import { COERCED } from './plain-schema.ts'
import { NOT_BLANK } from './schema.ts'

export const BLANK = 'must not be blank'

/** Of JSON Schema, what is looked at here; Elysia's own schemas have it, too. */
export interface SchemaLike {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: SchemaLike[]
  format?: string
  pattern?: string
  examples?: unknown[]
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
}

export type Kind = 'object' | 'list' | 'text' | 'number' | 'boolean' | 'null'

export function kindOf(value: unknown): Kind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  const type = typeof value
  return type === 'string' ? 'text' : type === 'number' || type === 'boolean' ? type : 'object'
}

/** @param schema Which the value does not fit. */
export function expectation(schema: SchemaLike, value: unknown): string {
  if (value === undefined) return 'is required'
  const choices = choicesOf(schema)
  const kind = kindOf(value)
  const ofKind = choices.find((one) => kindsOf(one).includes(kind) && literalsOf(one).length === 0)
  return (ofKind && detailed(ofKind, value)) ?? `must be ${named(choices)}`
}

/** The alternatives of a schema, without those that are Elysia's way of reading texts as something else. */
export function choicesOf(schema: SchemaLike): SchemaLike[] {
  const choices = schema.anyOf ? schema.anyOf.flatMap(choicesOf) : [schema]
  const plain = choices.filter(({ type, format }) => !(type === 'string' && COERCED.has(format ?? '')))
  return plain.length > 0 ? plain : choices
}

/** Which kinds of JSON values it takes. */
export function kindsOf(choice: SchemaLike): Kind[] {
  const literals = literalsOf(choice)
  if (literals.length > 0) return literals.map(kindOf)
  return (choice.type && KINDS[choice.type]) || ALL_KINDS
}

const ALL_KINDS: Kind[] = ['object', 'list', 'text', 'number', 'boolean', 'null']
const KINDS: Record<string, Kind[]> = {
  object: ['object'],
  array: ['list'],
  string: ['text'],
  number: ['number'],
  integer: ['number'],
  boolean: ['boolean'],
  null: ['null'],
}

function literalsOf(choice: SchemaLike): unknown[] {
  return 'const' in choice ? [choice.const] : (choice.enum ?? [])
}

/** Of the right kind, but not right. */
function detailed(schema: SchemaLike, value: unknown): string | null {
  if (typeof value === 'string') return textOf(schema, value)
  if (Array.isArray(value)) return itemsOf(schema, value)
  return null
}

function textOf(schema: SchemaLike, value: string): string | null {
  const { minLength, maxLength, pattern, format } = schema
  if (format === 'email') return 'must be an e-mail address'
  const isLong = value.length > (maxLength ?? Number.POSITIVE_INFINITY)
  if (value.length < (minLength ?? 0) || isLong) return `must have ${bounds(minLength, maxLength)} characters`
  if (pattern === NOT_BLANK) return BLANK
  if (format !== undefined) return `must be ${FORMATS[format] ?? `a text of the form ${format}`}`
  return pattern === undefined ? null : ofForm(pattern, schema.examples?.[0])
}

function ofForm(pattern: string, example: unknown): string {
  const like = example === undefined ? '' : `, such as ${example}`
  return `must be of the form ${pattern}${like}`
}

const FORMATS: Record<string, string> = {
  date: 'a date such as 2026-03-08',
  'date-time': 'an instant with a zone, such as 2026-03-08T12:00:00Z',
}

function itemsOf({ minItems, maxItems }: SchemaLike, value: unknown[]): string | null {
  const isMany = value.length > (maxItems ?? Number.POSITIVE_INFINITY)
  return value.length < (minItems ?? 0) || isMany ? `must have ${bounds(minItems, maxItems)} items` : null
}

function bounds(from: number | undefined, to: number | undefined): string {
  if (to === undefined) return `at least ${from ?? 0}`
  return from ? `${from} to ${to}` : `at most ${to}`
}

/** All that is taken: "a text, a list or null", "one of todo, done". */
function named(choices: SchemaLike[]): string {
  const literals = choices.flatMap(literalsOf)
  const others = choices.filter((one) => literalsOf(one).length === 0).map(nameOf)
  const oneOf = literals.length > 1 ? [`one of ${literals.join(', ')}`] : literals.map((one) => `"${one}"`)
  const names = [...new Set([...oneOf, ...others])]
  const last = names.pop() ?? 'something else'
  return names.length > 0 ? `${names.join(', ')} or ${last}` : last
}

function nameOf(schema: SchemaLike): string {
  switch (schema.type) {
    case 'object':
      return 'an object'
    case 'array':
      return 'a list'
    case 'string':
      return schema.format && FORMATS[schema.format] ? `${FORMATS[schema.format]}` : 'a text'
    case 'integer':
      return `a whole number${range(schema)}`
    case 'number':
      return `a number${range(schema)}`
    case 'boolean':
      return 'true or false'
    default:
      return schema.type ?? 'something else'
  }
}

function range({ minimum, maximum }: SchemaLike): string {
  const from = minimum === undefined ? '' : ` from ${minimum}`
  const to = maximum === undefined ? '' : ` to ${maximum}`
  return `${from}${to}`
}
