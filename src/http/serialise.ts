/** Answers that a route serialises itself, so that they can be kept: as the router would have done it. */
import { getSchemaValidator, type Static, type TSchema } from 'elysia'

/**
 * JSON of what the schema declares: what it does not is left out.
 *
 * @returns What throws where an answer is not as it declares: a mistake of ours.
 */
export function serialiserOf<T extends TSchema>(schema: T): (content: Static<T>) => string {
  // Compiled for the first answer, and not before the server is ready.
  let compiled: ReturnType<typeof getSchemaValidator> | undefined
  return (content) => {
    compiled ??= getSchemaValidator(schema, { normalize: true })
    const declared = compiled.Clean?.(content)
    if (!compiled.Check(declared)) throw new Error('An answer is not what its schema declares.')
    return JSON.stringify(declared)
  }
}
