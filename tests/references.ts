/** A schema of the OpenAPI document with what its references name in their place. */
export function resolved(schema: any, document: any): any {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map((one) => resolved(one, document))
  if (schema.$ref) return resolved(document.components.schemas[schema.$ref.split('/').at(-1)], document)
  return Object.fromEntries(Object.entries(schema).map(([name, one]) => [name, resolved(one, document)]))
}
