/** Schemas as JSON Schema has them: for the OpenAPI document, and for what a request may hold. */

import { EXTERNAL_ID, ID, SHOWN_AS } from './schema.ts'

type Json = Record<string, unknown>

/** Elysia's formats of texts that it reads as something else. */
export const COERCED = new Set(['integer', 'numeric', 'boolean', 'ObjectString', 'ArrayString'])

/** A schema (or whatever holds schemas) without what is Elysia's own. */
export function plainSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainSchema)
  if (typeof value !== 'object' || value === null) return value
  const { anyOf, patternProperties, [ID]: isId, [EXTERNAL_ID]: _, [SHOWN_AS]: __, ...rest } = value as Json
  const plain: Json = Object.fromEntries(
    Object.entries(rest).map(([key, inner]) => [key, plainSchema(inner)]),
  )
  if (isId) plain.format = 'uuid'
  addNullToChoices(plain)
  // Elysia closes a schema once it has checked by it: the document must not depend on who asked before.
  if (plain.additionalProperties === false) delete plain.additionalProperties
  const pattern = (patternProperties as Json | undefined)?.['^(.*)$']
  if (pattern !== undefined) plain.additionalProperties = plainSchema(pattern)
  else if (patternProperties !== undefined) plain.patternProperties = plainSchema(patternProperties)
  if (!Array.isArray(anyOf)) return plain
  const choices = anyOf.filter((one) => !(one?.type === 'string' && COERCED.has(one?.format)))
  if (choices.every((one) => typeof one?.const === 'string')) {
    return { type: 'string', enum: choices.map((one) => one.const), ...plain }
  }
  if (choices.length === 1) return { ...(plainSchema(choices[0]) as Json), ...plain }
  return { ...plain, anyOf: choices.map(plainSchema) }
}

/**
 * Of one of these texts, or `null`, the generator makes a type that is null, too, and leaves it out of the
 * texts: nothing is null then.
 */
function addNullToChoices(plain: Json): void {
  const { type } = plain
  if (!Array.isArray(type) || !type.includes('null')) return
  if ('const' in plain) {
    plain.enum = [plain.const]
    delete plain.const
  }
  if (Array.isArray(plain.enum) && !plain.enum.includes(null)) plain.enum = [...plain.enum, null]
}

/** What the document shows of a body: see `SHOWN_AS`. */
export function shownSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shownSchema)
  if (typeof schema !== 'object' || schema === null) return schema
  // TypeBox's own marks are symbols, and are kept.
  const { [SHOWN_AS]: shown, ...rest } = schema as Json
  if (shown !== undefined) return shown
  const inner = Object.entries(rest).filter(([key]) => key === 'anyOf' || key === 'items')
  return { ...rest, ...Object.fromEntries(inner.map(([key, one]) => [key, shownSchema(one)])) }
}

/** The same, where an object that does not say that it is open takes nothing but what it names. */
export function closedSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closedSchema)
  if (typeof schema !== 'object' || schema === null) return schema
  const { properties, items, anyOf, ...rest } = schema as Json
  return {
    ...rest,
    ...(anyOf !== undefined && { anyOf: closedSchema(anyOf) }),
    ...(items !== undefined && { items: closedSchema(items) }),
    ...(properties !== undefined && { properties: eachClosed(properties as Json) }),
    ...(!isOpen(schema) && { additionalProperties: false }),
  }
}

function eachClosed(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, closedSchema(one)]))
}

/** Whether it takes what it does not name, too. */
export function isOpen(schema: {
  type?: unknown
  additionalProperties?: unknown
  patternProperties?: unknown
}) {
  const { type, additionalProperties, patternProperties } = schema
  return type !== 'object' || Boolean(additionalProperties) || patternProperties !== undefined
}
