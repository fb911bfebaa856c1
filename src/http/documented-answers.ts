/** Answers that stand in the document and are not checked at run time: `detail.responses` of a route. */
import type { TSchema } from 'elysia'

/** Of a route whose answer is serialised already, and is not sent again to who has it. */
export function keptAnswer(schema: TSchema) {
  return { ...streamedAnswer('application/json', schema), 304: { description: 'Not changed since' } }
}

/** Of a route whose answer comes bit by bit. */
export function streamedAnswer(mediaType: string, schema: TSchema) {
  // The document's types know JSON Schema by another name.
  return { 200: { description: 'OK', content: { [mediaType]: { schema: schema as never } } } }
}
