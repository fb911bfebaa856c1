/** What the schemas of many at once have in common, whatever they are. */
import { t } from 'elysia'
import { MOST_IN_BULK } from '../resources/bulk.ts'
import { Id } from './schema.ts'

export const MANY = { minItems: 1, maxItems: MOST_IN_BULK }

export const IN_ORDER = { description: 'In the order of the request.' }

/** Which of them is changed, and which version of it, where that matters. */
export const toChange = {
  id: Id,
  if_updated_at: t.Optional(
    t.String({
      maxLength: 100,
      description: 'The `updated_at` of the only version that is to be changed.',
    }),
  ),
}
