/**
 * Writes docs/api-types.ts from the OpenAPI document: its named schemas as types, and of each route what
 * it takes and gives. For the example client, and for whoever takes it along. A test says when it is time.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config/env.ts'
import { createContext } from '../src/context.ts'

type Json = Record<string, unknown>

/** JSON Schema, as far as the document uses it. */
interface Schema extends Json {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  patternProperties?: Record<string, Schema>
  description?: string
}

interface Media {
  content?: Record<string, { schema?: Schema }>
}

interface Operation {
  summary: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: Media & { required: boolean }
  responses: Record<string, Media>
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const HEAD = `/** Written by scripts/client-types.ts from the OpenAPI document: edit nothing here. */`

export function clientTypes({ paths, components }: OpenApi): string {
  const named = Object.entries(components.schemas).map(([name, schema]) => declaration(name, schema))
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => routeType(method, path, operation)),
  )
  const operations = `/** By method and path, what each route takes and gives. */\nexport interface Operations {\n${routes.join('\n')}\n}`
  return `${[HEAD, ...named, operations].join('\n\n')}\n`
}

function declaration(name: string, schema: Schema): string {
  const comment = commentOf(schema, '')
  return schema.properties && !schema.anyOf
    ? `${comment}export interface ${name} ${typeOf(schema, '')}`
    : `${comment}export type ${name} = ${typeOf(schema, '')}`
}

function routeType(method: string, path: string, operation: Operation): string {
  const { summary, parameters = [], requestBody, responses } = operation
  const of = (place: string) => parameters.filter((one) => one.in === place)
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  const body = requestBody && schemaIn(requestBody)
  const fields = [
    ...parametersType('params', of('path')),
    ...parametersType('query', of('query')),
    ...(body ? [`body${requestBody.required ? '' : '?'}: ${typeOf(body, '    ')}`] : []),
    `answer: ${unionOf(answers.map(([, answer]) => answerType(answer)))}`,
  ]
  const lines = fields.map((field) => `    ${field}`).join('\n')
  return `  /** ${summary} */\n  '${method.toUpperCase()} ${path}': {\n${lines}\n  }`
}

function parametersType(name: string, parameters: NonNullable<Operation['parameters']>): string[] {
  if (parameters.length === 0) return []
  const properties = Object.fromEntries(parameters.map((one) => [one.name, one.schema]))
  const required = parameters.filter((one) => one.required).map((one) => one.name)
  return [`${name}${required.length > 0 ? '' : '?'}: ${typeOf({ properties, required }, '    ')}`]
}

function answerType(answer: Media): string {
  if (!answer.content) return 'undefined'
  const schema = schemaIn(answer)
  return schema ? typeOf(schema, '    ') : 'Response'
}

/** Of JSON; what streams is read otherwise. */
function schemaIn({ content = {} }: Media): Schema | undefined {
  return content['application/json']?.schema
}

/** @param indent Of the line on which it begins. */
function typeOf(schema: Schema, indent: string): string {
  const { $ref, type, anyOf, allOf, items, properties } = schema
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1)
  if ('const' in schema) return literal(schema.const)
  if (schema.enum) return unionOf(schema.enum.map(literal))
  if (anyOf) return unionOf(anyOf.map((one) => typeOf(one, indent)))
  if (allOf) return allOf.map((one) => typeOf(one, indent)).join(' & ')
  if (Array.isArray(type)) return unionOf(type.map((one) => typeOf({ ...schema, type: one }, indent)))
  if (type === 'null') return type
  if (type === 'array') return arrayOf(items ? typeOf(items, indent) : 'unknown')
  if (properties && Object.keys(properties).length > 0) return objectType(schema, indent)
  if (type === 'object') return recordType(schema, indent)
  return type === undefined ? 'unknown' : type === 'integer' ? 'number' : type
}

function objectType({ properties = {}, required = [] }: Schema, indent: string): string {
  const inner = `${indent}  `
  const fields = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?'
    return `${commentOf(schema, inner)}${inner}${nameOf(name)}${mark}: ${typeOf(schema, inner)}\n`
  })
  return `{\n${fields.join('')}${indent}}`
}

function recordType({ additionalProperties, patternProperties = {} }: Schema, indent: string): string {
  const [of = additionalProperties] = Object.values(patternProperties)
  return `Record<string, ${typeof of === 'object' ? typeOf(of, indent) : 'unknown'}>`
}

function commentOf({ description }: Schema, indent: string): string {
  return description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '* /')} */\n`
}

function nameOf(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : `'${name}'`
}

function arrayOf(type: string): string {
  return /[|&]/.test(type) ? `(${type})[]` : `${type}[]`
}

function unionOf(types: string[]): string {
  return [...new Set(types)].join(' | ') || 'undefined'
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
}

/** Of the code as it is. */
export async function readDocument(): Promise<OpenApi> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-types-'))
  try {
    await using context = await createContext(readConfig({ DATA_DIR: folder }))
    const answer = await createApp(context).handle(new Request('http://localhost/openapi.json'))
    return (await answer.json()) as OpenApi
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  await Bun.write(join(import.meta.dir, '../docs/api-types.ts'), clientTypes(await readDocument()))
}
