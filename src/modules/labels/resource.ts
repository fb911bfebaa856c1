import type { Resource } from '../../resources/resource.ts'
import * as wire from './schema.ts'

export const label: Resource = {
  kind: 'label',
  table: 'labels',
  name: 'name',
  visibility: {
    requires: 'work.read',
    // Everybody of the organization sees all of them.
    seenBy: async (_, __, things) => new Set(things.map(({ id }) => id)),
  },
  text: { code: 'b', body: 'description' },
  wire,
}
