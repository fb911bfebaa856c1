/** What Elysia's check of a request found, said by field. */
import type { ValidationError } from 'elysia'
import { expectation, type SchemaLike } from './expectation.ts'
import { InvalidRequestError } from './request-shape.ts'

const MOST_FINDINGS = 20

interface Finding {
  path: string
  value?: unknown
  /** Of a union: the findings of each alternative. */
  errors?: Iterable<Finding>[]
  schema?: SchemaLike
}

export function invalidRequest(error: ValidationError): InvalidRequestError {
  const fields: Record<string, string> = {}
  for (const finding of (error.all as Finding[]).flatMap(innermost).slice(0, MOST_FINDINGS)) {
    const { path, schema, value } = finding
    const name = path.replace(/^\//, '').replaceAll('/', '.') || error.type
    fields[name] ??= schema ? expectation(schema, value) : 'is not valid'
  }
  return new InvalidRequestError(Object.keys(fields).length > 0 ? fields : { [error.type]: 'is not valid' })
}

/** What is wrong inside the one alternative of a union that the value seems to mean. */
function innermost(finding: Finding): Finding[] {
  const alternatives = finding.schema?.anyOf ?? []
  const kind = Array.isArray(finding.value) ? 'array' : typeof finding.value
  // Only what has an inside: of texts and numbers, the list of alternatives says more.
  const meant = alternatives.findIndex(({ type }) => type === kind && (type === 'array' || type === 'object'))
  const inside = [...(finding.errors?.[meant] ?? [])]
  return inside.length > 0 ? inside.flatMap(innermost) : [finding]
}
