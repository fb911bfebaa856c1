/** What schemas of many nouns are made of. */
import { type TSchema, t } from 'elysia'
import type { ReceivedFile } from '../lib/received-file.ts'

export const Instant = t.String({ format: 'date-time', examples: ['2026-03-08T12:00:00.000Z'] })

/** In a body or a query: whatever `lib/time/instant.ts` reads, of which RFC 3339 is but one form. */
export const GivenInstant = t.String({
  maxLength: 100,
  description: 'ISO 8601 or RFC 3339, with a zone.',
  examples: ['2026-03-08T12:00:00Z'],
})

// Marks that `request-shape.ts` reads; the document shows what they mean.
export const ID = 'x-id'
export const EXTERNAL_ID = 'x-external-id'
/** Of a schema that takes more than it should: what the document shows in its place. */
export const SHOWN_AS = 'x-shown-as'

/** The pattern of texts of which something must be to be seen: request-shape.ts asks for more than that. */
export const NOT_BLANK = '\\S'

/**
 * Names a thing of ours in a body or a query, in whatever case. Whether there is such a thing is
 * asked later. Of a path, every parameter is one, unless it is an `ExternalId`.
 */
export const Id = t.String({ maxLength: 100, [ID]: true })

/** Of a path: an id that others have given, which is taken as it is written. */
export const ExternalId = t.String({ [EXTERNAL_ID]: true })

/**
 * In a form with files: see `takesFiles` of access.ts. Whether it is one, request-shape.ts looks, since no
 * schema can say it.
 */
export const Upload = t.Unsafe<ReceivedFile>(t.Any({ type: 'string', format: 'binary' }))

/** Of a query, where everything is a text. */
export const Flag = t.Union([t.Literal('true'), t.Literal('false')])

/** One of these texts, whichever they are: for kinds that are known only when the application is made. */
export function OneOf(texts: readonly string[], options: { description?: string } = {}) {
  return t.Unsafe<string>(
    t.Union(
      texts.map((text) => t.Literal(text)),
      options,
    ),
  )
}

export function OrNull<T extends TSchema>(schema: T, options: { description?: string } = {}) {
  return t.Union([schema, t.Null()], options)
}
