/** Answers that a route serialises itself, so that they can be kept: as the router would have done it. */
import { getSchemaValidator, type Static, type TSchema } from 'elysia'

/**
 * JSON of what the schema declares: what it does not is left out.
 *
 * @returns What throws where an answer is not as it declares: a mistake of ours.
 */
export function serialiserOf<T extends TSchema>(schema: T): (content: Static<T>) => string {
  const validator = getSchemaValidator(schema, { normalize: true })
  return (content) => {
    const declared = validator.Clean?.(content)
    if (!validator.Check(declared)) throw new Error('An answer is not what its schema declares.')
    return JSON.stringify(declared)
  }
}
