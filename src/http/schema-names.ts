/**
 * Names for the schemas of the OpenAPI document: wherever one stands that is among the named ones, a
 * reference to it takes its place. They are found by what they say, since what the generator writes
 * are copies.
 */
import { closedSchema } from './plain-schema.ts'

type Json = Record<string, unknown>

const COMPONENTS = '#/components/schemas/'

export class SchemaNames {
  readonly #names = new Map<string, string>()
  /** Those that were met, by name, with references in them. */
  readonly used: Record<string, Json> = {}

  /** @param schemas By name, as the generator writes them. */
  constructor(schemas: Iterable<[name: string, schema: Json]>) {
    for (const [name, schema] of schemas) {
      if (!isWorthAName(schema)) continue
      // Of a request it is closed; of two that say the same, the first gives the name.
      for (const form of [schema, closedSchema(schema)]) {
        const key = keyOf(form)
        if (!this.#names.has(key)) this.#names.set(key, name)
      }
    }
  }

  /** The same, with references in place of what has a name. */
  refer(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((one) => this.refer(one))
    if (typeof schema !== 'object' || schema === null) return schema
    const name = this.#names.get(keyOf(schema))
    if (name === undefined) return this.#within(schema as Json)
    this.used[name] ??= this.#within(schema as Json)
    return { $ref: COMPONENTS + name }
  }

  #within(schema: Json): Json {
    const { properties, items, anyOf, additionalProperties, ...rest } = schema
    return {
      ...rest,
      ...(anyOf !== undefined && { anyOf: this.refer(anyOf) }),
      ...(items !== undefined && { items: this.refer(items) }),
      ...(properties !== undefined && { properties: this.#each(properties as Json) }),
      ...(additionalProperties !== undefined && { additionalProperties: this.refer(additionalProperties) }),
    }
  }

  #each(properties: Json): Json {
    return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, this.refer(one)]))
  }
}

function isWorthAName({ type, anyOf, enum: choices }: Json): boolean {
  return type === 'object' || Array.isArray(anyOf) || (Array.isArray(choices) && choices.length > 1)
}

function keyOf(schema: unknown): string {
  return JSON.stringify(schema, (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
